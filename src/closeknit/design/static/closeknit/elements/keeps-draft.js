// <keeps-draft saving="Saving …" saved="Saved." trouble="Not saved yet."><form>…</form></keeps-draft>
// Sends the form as it stands after a pause, by its own POST, and says "Saved" once the server has it.
const PAUSE = 1500;

class KeepsDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.says = this.querySelector("[data-says]");
    if (!this.form) return;
    this.form.addEventListener("input", this.#later);
    this.form.addEventListener("submit", this.#stop);
    if (this.#typed()) this.#later(); // somebody was quicker than this file
  }

  disconnectedCallback() {
    this.#stop();
  }

  #later = () => {
    clearTimeout(this.waiting);
    this.#say("");
    if (!this.sending) this.waiting = setTimeout(() => this.#keep(), PAUSE);
    else this.again = true;
  };

  #typed() {
    const shown = [...this.form.elements].filter((field) => field.type !== "hidden");
    return shown.some((field) => field.checked !== field.defaultChecked || ("defaultValue" in field && field.value !== field.defaultValue));
  }

  #stop = () => {
    clearTimeout(this.waiting);
    this.left = true;
  };

  async #keep() {
    const told = new FormData(this.form);
    for (const [name, value] of [...told]) if (value instanceof File) told.delete(name); // once, at the end
    told.set("keep", "1");
    this.sending = true;
    this.#say(this.getAttribute("saving"));
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: told, credentials: "same-origin" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      this.#kept(answer.headers.get("X-Version"), told);
    } catch {
      this.#say(this.getAttribute("trouble"));
    }
    this.sending = false;
    if (this.again && !this.left) this.#later();
    this.again = false;
  }

  // What the server has now is what the next save goes on from.
  #kept(version, told) {
    const field = this.form.querySelector("[name=version]");
    if (field && version) field.value = version;
    this.#shown(told);
    if (!this.again) this.#say(this.getAttribute("saved"));
  }

  #shown(told) {
    if (!this.form.querySelector("[name=people]")) return;
    this.form.querySelectorAll("[name=shown]").forEach((field) => field.remove());
    for (const key of told.getAll("people")) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "shown", value: key });
      this.form.append(field);
    }
  }

  #say(words) {
    if (this.says) this.says.textContent = words;
  }
}

customElements.define("keeps-draft", KeepsDraft);
