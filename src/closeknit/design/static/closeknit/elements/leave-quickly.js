// <leave-quickly to="https://…" called="Notes" moment="One moment" soon="Press Shift once more …">
// Makes the form it holds quicker: the page is gone from the screen at once, Shift three times within
// five seconds does the same, and Back finds nothing. Offline the screen stays covered, and a mark
// in the browser ends the session at the next contact. Without this script the plain form does it.
// Loaded before anything is drawn, so that no page shows while that mark is there.
const LEFT_QUICKLY = "left";
const LEAVE_AT = document.currentScript.dataset.leave;

const leftMark = {
  get set() {
    try {
      return Boolean(localStorage.getItem(LEFT_QUICKLY));
    } catch {
      return false; // a browser that keeps nothing
    }
  },
  put() {
    try {
      localStorage.setItem(LEFT_QUICKLY, "yes");
    } catch {}
  },
  take() {
    try {
      localStorage.removeItem(LEFT_QUICKLY);
    } catch {}
  },
};

async function endTheSession() {
  const answer = await fetch(LEAVE_AT, { method: "POST", keepalive: true, cache: "no-store" });
  if (!answer.ok) throw new Error("not ended");
  leftMark.take();
}

// The mark is there: somebody left while there was no connection. Now there is one.
function endWhatWasLeft() {
  document.documentElement.hidden = true;
  endTheSession().then(
    () => location.replace("/"),
    () => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: LEAVE_AT });
      document.documentElement.append(form);
      leftMark.take(); // or a browser that refuses fetch would never show a page again
      form.submit();
    },
  );
}

class LeaveQuickly extends HTMLElement {
  connectedCallback() {
    this.times = [];
    this.addEventListener("submit", (event) => {
      if (!this.hasAttribute("to")) return;
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", this.#down);
    document.addEventListener("keyup", this.#up);
    document.addEventListener("pointerdown", this.#notAlone);
    window.addEventListener("storage", this.#elsewhere);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#down);
    document.removeEventListener("keyup", this.#up);
    document.removeEventListener("pointerdown", this.#notAlone);
    window.removeEventListener("storage", this.#elsewhere);
  }

  leave() {
    this.cover();
    leftMark.put();
    history.replaceState(null, "", "/");
    this.goOn();
  }

  cover() {
    const cover = document.createElement("main");
    cover.className = "gone";
    const words = document.createElement("h1");
    words.textContent = this.getAttribute("moment");
    cover.append(words);
    document.title = this.getAttribute("called");
    document.querySelector("link[rel=icon]")?.setAttribute("href", "data:,");
    document.body.replaceChildren(cover);
  }

  // A slow answer is not waited for: the request goes on without this page.
  async goOn() {
    const slow = new Promise((resolve) => setTimeout(resolve, 3000));
    try {
      await Promise.race([endTheSession(), slow]);
    } catch {
      if (!navigator.onLine) {
        window.addEventListener("online", () => this.goOn(), { once: true });
        return;
      }
    }
    location.replace(this.getAttribute("to"));
  }

  // Shift by itself counts; Shift for a capital letter or a click does not.
  #down = (event) => {
    this.alone = event.key === "Shift";
    if (!this.alone) this.times = [];
  };

  #notAlone = () => {
    this.alone = false;
  };

  #up = (event) => {
    if (event.key !== "Shift" || !this.alone || !this.hasAttribute("to")) return;
    this.times = [...this.times.filter((time) => event.timeStamp - time < 5000), event.timeStamp];
    const soon = this.times.length === 2 ? this.getAttribute("soon") : "";
    this.querySelector("[aria-live]").textContent = soon;
    if (this.times.length > 2) this.leave();
  };

  // Another window of this house was left: this one goes as well.
  #elsewhere = (event) => {
    if (event.key === LEFT_QUICKLY && event.newValue && this.hasAttribute("to")) this.leave();
  };
}

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = true; // a kept page may be of a session that has ended
  location.reload();
});
if (leftMark.set) endWhatWasLeft();
customElements.define("leave-quickly", LeaveQuickly);
