// <map-hand rings='{"1": "Closest", …}'> around the picture: drag somebody to another circle with
// a mouse or a pen. A finger pans; it moves people with the buttons of the panel.
class MapHand extends HTMLElement {
  connectedCallback() {
    this.names = JSON.parse(this.getAttribute("rings") ?? "{}");
    this.addEventListener("pointerdown", (event) => this.take(event));
    this.addEventListener("pointermove", (event) => this.carry(event));
    this.addEventListener("pointerup", (event) => this.put(event));
    this.addEventListener("pointercancel", () => this.drop());
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.held && this.stop(event));
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.carried && this.stop(event), true);
    this.setAttribute("ready", "");
  }

  take(event) {
    this.carried = false;
    const one = event.target.closest("a.person");
    if (!one || event.button !== 0 || event.pointerType === "touch") return;
    this.held = { one, from: this.point(event), circle: this.circle(one) };
  }

  carry(event) {
    if (!this.held) return;
    const { one, from } = this.held;
    const [x, y] = this.point(event);
    if (!this.carried && Math.hypot(x - from[0], y - from[1]) < 6) return;
    if (!this.carried) this.setPointerCapture(event.pointerId);
    this.carried = true;
    one.classList.add("dragged");
    one.setAttribute("transform", `translate(${x - from[0]} ${y - from[1]})`);
    this.aim(this.ringAt(x, y));
  }

  put() {
    if (!this.held) return;
    const { one, circle } = this.held;
    const aimed = this.aimed;
    if (!this.carried || !aimed || aimed === circle) {
      this.drop();
      return;
    }
    this.aim(0);
    this.held = null;
    const detail = { key: one.dataset.key, circle: aimed };
    this.dispatchEvent(new CustomEvent("move-person", { bubbles: true, detail }));
  }

  drop() {
    this.held?.one.removeAttribute("transform");
    this.held?.one.classList.remove("dragged");
    this.held = null;
    this.aim(0);
  }

  stop(event) {
    event.preventDefault();
    event.stopPropagation();
    this.drop();
  }

  // The point of the picture under the pointer; the person in the middle is at 0, 0.
  point(event) {
    const picture = this.querySelector("svg.map");
    const at = new DOMPoint(event.clientX, event.clientY);
    const { x, y } = at.matrixTransform(picture.getScreenCTM().inverse());
    return [x, y];
  }

  ringAt(x, y) {
    const radius = (circle) => Number(this.querySelector(`.ring-${circle}`).getAttribute("r"));
    return [1, 2, 3, 4].find((circle) => Math.hypot(x, y) <= radius(circle)) ?? 0;
  }

  circle(one) {
    const ring = one.closest("[class*='circle-']")?.getAttribute("class").match(/circle-(\d)/);
    return ring ? Number(ring[1]) : 0;
  }

  // Show where a drop would lead: the ring's line, and its name in words.
  aim(circle) {
    this.aimed = circle;
    for (const ring of this.querySelectorAll(".ring")) {
      ring.classList.toggle("aimed", ring.classList.contains(`ring-${circle}`));
    }
    const said = this.querySelector("[data-drop]");
    said.hidden = !circle;
    said.textContent = circle ? this.names[circle] : "";
  }
}

customElements.define("map-hand", MapHand);
