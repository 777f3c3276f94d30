// <audience-choice names='{"key": "Maya"}' single="…{names}" many="…{count}…{names}" nobody="…">
// around the fields that say who sees a thing: the sentences follow what is ticked.
class AudienceChoice extends HTMLElement {
  connectedCallback() {
    this.names = JSON.parse(this.getAttribute("names") || "{}");
    this.levels = [...this.querySelectorAll("input[name=level]")];
    this.addEventListener("change", () => this.tell());
    this.tell();
  }

  tell() {
    for (const level of this.levels) {
      const hint = level.closest("label").querySelector(".small");
      const sentence = this.sentence(level);
      if (hint) hint.textContent = sentence;
      if (level.checked) this.say(sentence);
    }
  }

  say(sentence) {
    const place = this.querySelector(".seen-by");
    if (place.textContent === sentence) return;
    place.textContent = sentence;
    place.hidden = false;
  }

  // Who would see it: those of the level, those chosen by name, less those it is hidden from.
  sentence(level) {
    const there = new Set(level.dataset.readers.split(" ").filter(Boolean));
    if (level.value === "chosen") this.ticked("let_in").forEach((key) => there.add(key));
    this.ticked("kept_out").forEach((key) => there.delete(key));
    const names = [...there].map((key) => this.names[key]).filter(Boolean);
    if (!names.length) return this.getAttribute("nobody");
    const said = this.getAttribute(names.length === 1 ? "single" : "many");
    return said.replace("{count}", names.length).replace("{names}", names.join(", "));
  }

  ticked(name) {
    return [...this.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
  }
}

customElements.define("audience-choice", AudienceChoice);
