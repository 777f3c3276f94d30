// <live-room src="/events/…" last="7"> holds regions, <section id="now" data-live>, and one [data-line].
// A stream says that something moved; then the page is fetched and the regions that changed are put in.
// A child of a region with data-keep="a name" stays the very same node as long as its name stays, so nobody
// loses what they are typing. A form with data-send is sent without leaving the page, and again until it arrives.
const AGAIN = 4000, QUIET = 300;

class LiveRoom extends HTMLElement {
  connectedCallback() {
    this.last = this.getAttribute("last") || "0";
    this.seen = new Map();
    this.addEventListener("submit", this.#send);
    document.addEventListener("visibilitychange", this.#turn);
    addEventListener("online", this.#again);
    const every = Number(this.getAttribute("every")); // seconds: a clock on the page moves though nothing else does
    if (every) this.ticks = setInterval(() => document.hidden || this.#look(), every * 1000);
    this.#turn();
  }

  disconnectedCallback() {
    clearInterval(this.ticks);
    this.#close();
    document.removeEventListener("visibilitychange", this.#turn);
    removeEventListener("online", this.#again);
  }

  // A tab that nobody looks at holds no line open.
  #turn = () => {
    if (document.hidden) return this.#close();
    if (this.slept) this.#look();
    this.slept = false;
    this.#open();
  };

  #close() {
    this.slept = true;
    clearTimeout(this.waiting);
    this.line?.close();
    this.line = null;
  }

  #open() {
    this.line?.close();
    const line = (this.line = new EventSource(`${this.getAttribute("src")}?after=${this.last}`));
    line.addEventListener("open", () => this.#say("here"));
    line.addEventListener("moved", (event) => {
      this.last = event.lastEventId || this.last;
      this.#soon();
    });
    line.addEventListener("over", () => this.#look(this.#close()));
    line.addEventListener("error", () => {
      this.#say("away");
      if (line.readyState === EventSource.CLOSED) this.#later();
    });
  }

  #again = () => {
    if (!document.hidden) this.#open(this.#look());
  };

  #later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(this.#again, AGAIN);
  }

  // Many deeds in one moment are one look, and the first of them is looked at right away.
  #soon() {
    if (this.soon) return;
    const rest = QUIET - (Date.now() - (this.looked || 0));
    this.soon = setTimeout(() => this.#look((this.soon = 0)), Math.max(0, rest));
  }

  async #look() {
    this.looked = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.status === 404 || answer.redirected) return this.#say("over");
      if (!answer.ok) throw new Error(String(answer.status));
      this.#show(await answer.text());
      this.#say("here");
    } catch {
      this.#say("away");
      this.#later();
    }
  }

  #show(words) {
    const page = new DOMParser().parseFromString(words, "text/html");
    const had = document.activeElement?.id;
    for (const fresh of page.querySelectorAll("[data-live][id]")) {
      const stands = this.querySelector(`#${CSS.escape(fresh.id)}`);
      const text = fresh.outerHTML.replace(/value="[^"]{64}"/g, ""); // the token of forms is another each time
      if (!stands || this.seen.get(fresh.id) === text) continue;
      this.seen.set(fresh.id, text);
      this.#put(stands, fresh);
    }
    if (had && document.activeElement === document.body) document.getElementById(had)?.focus();
  }

  // What is kept is never lifted out of the page: everything else is put around it.
  #put(stands, fresh) {
    const stay = new Set([...fresh.children].map((node) => node.dataset.keep).filter(Boolean));
    const kept = new Map();
    for (const node of [...stands.children]) {
      const name = node.dataset.keep;
      if (name && stay.has(name)) kept.set(name, node);
      else if (name && (node.hasAttribute("data-late") || this.#typed(node))) node.setAttribute("data-late", "");
      else node.remove();
    }
    let place = stands.firstElementChild;
    for (const node of [...fresh.children]) {
      const same = kept.get(node.dataset.keep);
      if (same) place = same.nextElementSibling;
      else stands.insertBefore(document.adoptNode(node), place);
    }
  }

  #typed(node) {
    return [...node.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim() && field.value !== field.defaultValue);
  }

  #send = async (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    const told = new FormData(form, event.submitter);
    clearTimeout(form.trying);
    try {
      const answer = await fetch(form.action, { method: "POST", body: told, headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.status === 404) return this.#say("over");
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      form.closest("[data-keep]")?.removeAttribute("data-keep"); // the server has its words: the fresh one may come
      this.#show(await answer.text());
      this.#say("here");
      this.querySelector("[data-first]")?.focus();
    } catch {
      this.#say("unsent");
      form.trying = setTimeout(() => form.isConnected && form.requestSubmit(event.submitter), AGAIN);
    }
  };

  #say(what) {
    const place = this.querySelector("[data-line]");
    if (place && this.getAttribute("state") !== what) place.textContent = this.getAttribute(`says-${what}`);
    this.setAttribute("state", what);
  }
}

customElements.define("live-room", LiveRoom);
