// <tap-spot> around the form with the picture to tap: larger, and with keys as well. A tap, or Enter
// where the ring is, says where somebody is in hundredths of the picture. Without this script the
// picture is small and sends the place by itself.
class TapSpot extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.picture = this.querySelector("input[type=image]");
    this.querySelector("[data-keys]").hidden = false;
    this.toggleAttribute("ready", true);
    this.picture.addEventListener("click", (event) => this.tapped(event));
    this.picture.addEventListener("keydown", (event) => this.pressed(event));
  }

  tapped(event) {
    event.preventDefault();
    if (event.detail) {
      const box = this.picture.getBoundingClientRect();
      this.at = [event.clientX - box.left, event.clientY - box.top];
      this.at = [(100 * this.at[0]) / box.width, (100 * this.at[1]) / box.height];
    }
    if (this.at) ["across", "down"].forEach((name, side) => this.put(name, Math.round(this.at[side])));
    if (this.form.reportValidity()) this.form.submit();
  }

  put(name, value) {
    const field = this.form.elements[name] ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    this.form.append(field);
  }

  pressed(event) {
    const step = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.at ?? [50, 50];
    this.at = from.map((one, side) => Math.min(100, Math.max(0, one + step[side])));
    this.ring ??= this.picture.after(Object.assign(document.createElement("span"), { className: "ring" })) ?? this.picture.nextElementSibling;
    [this.ring.style.insetInlineStart, this.ring.style.insetBlockStart] = this.at.map((one) => `${one}%`);
  }
}

customElements.define("tap-spot", TapSpot);
