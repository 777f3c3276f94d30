// <photo-upload waits="…" sends="…" kept="…" lost="…" again="…" pictures="{done} of {count} …" all="…">
// around the form that brings pictures: sends them one after the other, shows how far each is, and
// tries one again that did not get through. Without this script the form sends all of them at once.
class PhotoUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.start(event));
  }

  start(event) {
    const files = [...this.form.querySelector("input[type=file]").files];
    if (!files.length) return;
    event.preventDefault();
    const said = new FormData(this.form);
    said.delete("photos");
    const report = this.querySelector("[data-report]");
    const list = this.querySelector("[data-list]");
    this.rows = files.map((file, index) => new UploadRow(this, file, index, said));
    list.replaceChildren(...this.rows.map((row) => row.item));
    this.form.hidden = true;
    report.hidden = false;
    report.querySelector("h2").focus();
    this.tell();
    this.going = this.rows.reduce((before, row) => before.then(() => row.send()), Promise.resolve());
  }

  // One more try, after whatever is still on its way.
  again(row) {
    row.wait();
    this.going = this.going.then(() => row.send());
  }

  tell() {
    const done = this.rows.filter((row) => row.state === "kept").length;
    const over = this.rows.every((row) => row.state === "kept" || row.state === "refused");
    const words = this.getAttribute(done === this.rows.length ? "all" : "pictures");
    this.querySelector("[data-said]").textContent = words.replace("{done}", done).replace("{count}", this.rows.length);
    this.querySelector("[data-done]").hidden = !over && !this.rows.some((row) => row.state === "lost");
  }
}

// One picture of the list: its name, how far it is, and what became of it.
class UploadRow {
  constructor(whole, file, index, said) {
    Object.assign(this, { whole, file, index, said });
    this.item = document.createElement("li");
    this.item.className = "item";
    this.what = document.createElement("div");
    this.what.className = "what";
    const name = document.createElement("strong");
    name.textContent = file.name;
    this.words = document.createElement("p");
    this.words.className = "small";
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", file.name);
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "button", hidden: true });
    this.button.textContent = whole.getAttribute("again");
    const of = document.createElement("span");
    of.className = "unseen";
    of.textContent = `, ${file.name}`;
    this.button.append(of);
    this.button.addEventListener("click", () => whole.again(this));
    this.what.append(name, this.words, this.bar);
    this.item.append(this.what, this.button);
    this.wait();
  }

  become(state, words) {
    this.state = state;
    this.item.dataset.state = state;
    this.words.textContent = words;
    this.bar.hidden = state !== "sends";
    this.button.hidden = state !== "lost";
  }

  wait() {
    const focused = document.activeElement === this.button;
    this.bar.value = 0;
    this.become("waits", this.whole.getAttribute("waits"));
    if (focused) this.whole.querySelector("[data-report] h2").focus();
  }

  send() {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      // An address of its own: sent twice, the same picture is kept once.
      request.open("POST", `${location.pathname}?one=${this.index}`);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = ({ loaded, total }) => (this.bar.value = (100 * loaded) / total);
      request.onloadend = () => {
        this.answered(request);
        this.whole.tell();
        resolve();
      };
      const data = new FormData();
      for (const [name, value] of this.said) data.append(name, value);
      data.append("photos", this.file, this.file.name);
      this.become("sends", this.whole.getAttribute("sends"));
      request.send(data);
    });
  }

  answered(request) {
    if (request.status === 200 && request.responseURL.endsWith("/small/")) {
      this.show(request.responseURL);
      this.become("kept", this.whole.getAttribute("kept"));
    } else if (request.status === 422) this.become("refused", this.why(request));
    else this.become("lost", this.whole.getAttribute("lost"));
  }

  why(request) {
    try {
      return JSON.parse(request.responseText).why;
    } catch {
      return this.whole.getAttribute("lost");
    }
  }

  show(address) {
    const image = document.createElement("img");
    Object.assign(image, { src: address, alt: "", width: 72, height: 72 });
    this.item.prepend(image);
  }
}

customElements.define("photo-upload", PhotoUpload);
