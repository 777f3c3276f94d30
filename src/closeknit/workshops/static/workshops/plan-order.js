// <plan-order> around the form of a plan: every .plan-row gets a handle, made from the <template> in it, to
// drag the block elsewhere by mouse or finger. A line shows where it would land. Letting go sends the form
// as a button of it would, with move=<key> and to=<place>, and what the server answers stands there then.
// Up and Down do the same by keys and without this script; Escape while dragging leaves all as it was.
const EDGE = 96, STEP = 9;

class PlanOrder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.handle = this.querySelector("template").content;
    this.addEventListener("pointerdown", this.#lift);
    this.addEventListener("pointermove", this.#drag);
    this.addEventListener("pointerup", this.#drop);
    this.addEventListener("pointercancel", this.#rest);
    addEventListener("keydown", this.#escape);
    this.#ready();
  }

  disconnectedCallback() {
    removeEventListener("keydown", this.#escape);
    this.#rest();
  }

  #ready() {
    this.rows = [...this.form.querySelectorAll(".plan-row")];
    if (this.rows.length > 1) for (const row of this.rows) row.append(this.handle.cloneNode(true));
  }

  #lift = (event) => {
    const held = event.target.closest("[data-handle]");
    if (!held || event.button || !event.isPrimary || this.sending) return;
    event.preventDefault();
    held.setPointerCapture(event.pointerId);
    this.row = held.closest(".plan-row");
    this.row.toggleAttribute("data-lifted", true);
    this.y = event.clientY;
    this.#scroll();
  };

  #drag = (event) => {
    if (!this.row) return;
    this.y = event.clientY;
    this.#mark();
  };

  // Near an edge of the window the page moves along.
  #scroll = () => {
    if (!this.row) return;
    const by = this.y < EDGE ? -STEP : this.y > innerHeight - EDGE ? STEP : 0;
    if (by) scrollBy(0, by);
    if (by) this.#mark();
    requestAnimationFrame(this.#scroll);
  };

  // How many of the other rows stand above the hand: so many stand before it then.
  #place() {
    return this.#others().filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top + box.height / 2 < this.y;
    }).length;
  }

  #others() {
    return this.rows.filter((row) => row !== this.row);
  }

  #mark() {
    this.#clear();
    const at = this.#place();
    if (at === this.rows.indexOf(this.row)) return;
    const others = this.#others();
    if (at < others.length) others[at].dataset.lands = "before";
    else others[at - 1].dataset.lands = "after";
  }

  #clear() {
    for (const row of this.rows) delete row.dataset.lands;
  }

  #drop = (event) => {
    if (!this.row) return;
    this.y = event.clientY;
    const [at, was, key] = [this.#place(), this.rows.indexOf(this.row), this.row.dataset.block];
    this.#rest();
    if (at !== was) this.#send(key, at + 1);
  };

  #rest = () => {
    this.row?.removeAttribute("data-lifted");
    this.row = null;
    this.#clear();
  };

  #escape = (event) => {
    if (event.key === "Escape") this.#rest();
  };

  async #send(key, to) {
    const told = new FormData(this.form);
    told.set("move", key);
    told.set("to", to);
    this.sending = true;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(location.href, { method: "POST", body: told, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("plan-order > form");
      if (!answer.ok || !fresh) throw new Error(String(answer.status));
      this.form.replaceWith(document.adoptNode(fresh));
      this.form = fresh;
      this.#ready();
    } catch {
      this.#plainly(key, to); // what stood in the way is said on a whole page
    }
    this.sending = false;
    this.removeAttribute("aria-busy");
  }

  #plainly(key, to) {
    for (const [name, value] of Object.entries({ move: key, to })) {
      this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    this.form.submit();
  }
}

customElements.define("plan-order", PlanOrder);
