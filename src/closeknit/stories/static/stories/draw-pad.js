// <draw-pad drawn="…"> around a file field for a picture: a sheet to draw on by touch, pen or mouse.
// Each line puts the sheet into the file field as a PNG. Without this script the field stands alone.
const THIN = 5;
const THICK = 16;

class DrawPad extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.canvas = this.querySelector("canvas");
    this.tools = this.querySelector("[data-tools]");
    if (!this.field || !this.canvas?.getContext) return;
    this.tools.hidden = false;
    this.sheet = this.canvas.getContext("2d");
    this.lines = [];
    this.ink = "--pen-1";
    this.width = THIN;
    this.#pens();
    this.canvas.addEventListener("pointerdown", this.#begin);
    this.canvas.addEventListener("pointermove", this.#draw);
    for (const name of ["pointerup", "pointercancel"]) this.canvas.addEventListener(name, this.#lift);
    this.field.addEventListener("change", this.#chosen);
  }

  #pens() {
    const inks = [...this.querySelectorAll("[data-ink]")];
    for (const one of inks)
      one.addEventListener("click", () => {
        this.ink = one.dataset.ink;
        for (const other of inks) other.setAttribute("aria-pressed", String(other === one));
      });
    const wide = this.querySelector("[data-wide]");
    wide.addEventListener("click", () => {
      this.width = this.width === THIN ? THICK : THIN;
      wide.setAttribute("aria-pressed", String(this.width === THICK));
    });
    this.querySelector("[data-undo]").addEventListener("click", () => this.#keep(this.lines.slice(0, -1)));
    this.querySelector("[data-clear]").addEventListener("click", () => this.#keep([]));
  }

  #colour(name) {
    return getComputedStyle(this).getPropertyValue(name).trim();
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    const along = (event.clientX - box.left) / box.width;
    return [along * this.canvas.width, ((event.clientY - box.top) / box.height) * this.canvas.height];
  }

  #begin = (event) => {
    if (event.button || this.pointer !== undefined) return; // a second finger draws nothing
    event.preventDefault();
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.lines.push({ colour: this.#colour(this.ink), width: this.width, points: [this.#at(event)] });
    this.#paint();
  };

  #draw = (event) => {
    if (event.pointerId !== this.pointer) return;
    const points = this.lines.at(-1).points;
    for (const each of event.getCoalescedEvents?.() ?? []) points.push(this.#at(each));
    points.push(this.#at(event));
    this.#paint();
  };

  #lift = (event) => {
    if (event.pointerId !== this.pointer) return;
    this.pointer = undefined;
    this.#keep(this.lines);
  };

  #paint() {
    const { sheet, canvas } = this;
    sheet.fillStyle = this.#colour("--sheet");
    sheet.fillRect(0, 0, canvas.width, canvas.height);
    sheet.lineCap = sheet.lineJoin = "round";
    for (const { colour, width, points } of this.lines) {
      sheet.strokeStyle = colour;
      sheet.lineWidth = width;
      sheet.beginPath();
      sheet.moveTo(...points[0]);
      for (const point of points) sheet.lineTo(...point);
      sheet.stroke();
    }
  }

  // What is on the sheet goes into the field; an empty sheet goes out of it.
  #keep(lines) {
    this.lines = lines;
    this.#paint();
    if (!lines.length) {
      this.field.value = "";
      this.#say("");
      return;
    }
    this.canvas.toBlob((blob) => {
      if (lines !== this.lines || !lines.length) return;
      const carried = new DataTransfer();
      carried.items.add(new File([blob], "drawing.png", { type: "image/png" }));
      this.field.files = carried.files;
      this.#say(this.getAttribute("drawn"));
    }, "image/png");
  }

  // Whoever chooses a file instead has put the sheet away.
  #chosen = () => {
    this.lines = [];
    this.#paint();
    this.#say("");
  };

  #say(words) {
    this.querySelector("[data-tells]").textContent = words;
  }
}

customElements.define("draw-pad", DrawPad);
