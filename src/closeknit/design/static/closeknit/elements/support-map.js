// <support-map>: the map changes in place. The server draws and decides; every deed here is a link
// or a form that works without this file. <map-keys> and <map-hand> inside ask for moves.
class SupportMap extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    this.addEventListener("move-person", ({ detail }) => this.move(detail));
    document.addEventListener("keydown", this.find);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.find);
  }

  clicked(event) {
    const link = event.target.closest("svg.map a.person, a[data-board]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.key = link.dataset.key ?? this.key;
    this.load(link.getAttribute("href"), null, link.matches("[data-close]") ? "person" : "panel");
  }

  submitted(event) {
    const form = event.target;
    if (!form.matches("[data-board]")) return;
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    const data = new FormData(form);
    if (name) data.set(name, value);
    if (form.method === "post") this.load(form.action, data, "same");
    else this.load(`${form.action}?${new URLSearchParams(data)}`, null, "panel");
  }

  close(event) {
    const link = this.querySelector("[data-close]");
    if (!link) return;
    event.preventDefault();
    this.key ??= this.querySelector("[data-panel]").dataset.panel;
    this.load(link.getAttribute("href"), null, "person");
  }

  find = (event) => {
    const field = this.querySelector("[data-find]");
    if (event.key !== "/" || !field || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
  };

  // Somebody to another circle: { key, circle } or { key, direction }.
  move({ key, ...how }) {
    const form = this.querySelector("[data-move]");
    const data = new FormData(form);
    for (const [name, value] of Object.entries(how)) data.set(name, value);
    // Two presses are two moves, one after the other; sent alike they would be taken for one.
    data.set("move", (this.moves = (this.moves ?? 0) + 1));
    this.key = key;
    const go = () => this.load(form.getAttribute("action").replace("KEY", key), data, "person");
    this.last = Promise.resolve(this.last).then(go, go);
  }

  // Ask for the board alone and put it in place of the old one; failing that, go there.
  async load(url, data, then) {
    const back = this.returning(then);
    const headers = { "HX-Request": "true", "HX-Target": "board" };
    const asked = { method: data ? "POST" : "GET", body: data, headers };
    const answer = await fetch(url, asked).catch(() => null);
    const sheet = document.createElement("template");
    if (answer?.ok) sheet.innerHTML = await answer.text();
    const board = sheet.content.querySelector("#board");
    if (!board) {
      window.location.assign(data ? window.location.href : url);
      return;
    }
    const { scrollLeft, scrollTop } = this.querySelector("[data-pan]");
    this.querySelector("#board").replaceWith(board);
    this.querySelector("[data-pan]").scrollTo(scrollLeft, scrollTop);
    if (!data) history.replaceState(history.state, "", url);
    const said = this.querySelector("[data-said]");
    this.querySelector("[data-live]").textContent = (said?.querySelector("p") ?? said)?.textContent ?? "";
    back();
  }

  // Where the focus goes once the new board stands: the person, the same button, or the panel.
  returning(then) {
    const { name, value } = document.activeElement ?? {};
    return () => {
      const person = this.querySelector(`svg.map a[data-key="${this.key}"]`);
      const same = name && this.querySelector(`[data-panel] [name="${name}"][value="${value}"]:enabled`);
      const heading = this.querySelector("#panel-name");
      const places = { person: [person], same: [same, heading, person], panel: [heading, person] };
      const place = places[then].find(Boolean);
      place?.focus({ preventScroll: then === "person" });
      if (then === "person") place?.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
  }
}

customElements.define("support-map", SupportMap);
