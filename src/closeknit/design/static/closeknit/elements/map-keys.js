// <map-keys> around the picture: one tab stop for everybody, arrows from one to the next,
// plus and minus to move somebody. Enter follows the link as ever.
class MapKeys extends HTMLElement {
  connectedCallback() {
    const people = this.people;
    if (!people.length) return;
    const known = this.closest("support-map")?.key;
    const open = this.querySelector(".chosen")?.dataset.key;
    const first = people.find((one) => one.dataset.key === (open ?? known)) ?? people[0];
    this.hold(first);
    this.addEventListener("focusin", (event) => this.entered(event));
    this.addEventListener("keydown", (event) => this.pressed(event));
    // A wide picture on a narrow page begins in the middle, where the person is.
    const pan = this.querySelector("[data-pan]");
    if (pan && !pan.scrollLeft) pan.scrollLeft = (pan.scrollWidth - pan.clientWidth) / 2;
  }

  get people() {
    return [...this.querySelectorAll("a[data-key]")];
  }

  hold(one) {
    for (const other of this.people) other.setAttribute("tabindex", other === one ? "0" : "-1");
  }

  entered(event) {
    const one = event.target.closest("a[data-key]");
    if (!one) return;
    this.hold(one);
    const map = this.closest("support-map");
    if (map) map.key = one.dataset.key;
  }

  pressed(event) {
    const one = event.target.closest("a[data-key]");
    if (!one || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = { "+": "closer", "=": "closer", "-": "away" }[event.key];
    const next = this.next(one, event.key);
    if (!next && !direction) return;
    event.preventDefault();
    if (next) next.focus();
    else if (one.matches(".person")) this.ask({ key: one.dataset.key, direction });
  }

  ask(detail) {
    this.dispatchEvent(new CustomEvent("move-person", { bubbles: true, detail }));
  }

  // Right and left in reading order, ring by ring; up is closer to the middle, down further out.
  next(one, key) {
    const people = this.people;
    const at = people.indexOf(one);
    if (key === "ArrowRight") return people[(at + 1) % people.length];
    if (key === "ArrowLeft") return people.at(at - 1);
    if (key === "Home") return people[0];
    if (key === "End") return people.at(-1);
    if (key === "ArrowUp") return this.across(one, -1);
    if (key === "ArrowDown") return this.across(one, 1);
    return null;
  }

  across(one, step) {
    const [x, y] = this.middle(one);
    const far = (other) => Math.hypot(this.middle(other)[0] - x, this.middle(other)[1] - y);
    const beyond = this.people.filter((other) => (this.circle(other) - this.circle(one)) * step > 0);
    const near = Math.min(...beyond.map((other) => this.circle(other) * step));
    const there = beyond.filter((other) => this.circle(other) * step === near);
    return there.sort((a, b) => far(a) - far(b))[0];
  }

  // Whoever has no circle yet waits below the picture, beyond the fourth.
  circle(one) {
    const ring = one.closest("[class*='circle-']")?.getAttribute("class").match(/circle-(\d)/);
    return ring ? Number(ring[1]) : 5;
  }

  middle(one) {
    const box = one.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
}

customElements.define("map-keys", MapKeys);
