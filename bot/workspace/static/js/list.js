// A windowed list: only the rows near the viewport are in the document, whatever the list's length.

const OVERSCAN = 900;
const GUESS = 72;
const PRINTING = ["beforeprint", "afterprint"];

export class WindowList {
  /** `draw(item)` makes a row; `item.key` names it and `item.sig` changes when it must be drawn anew. */
  constructor(scroller, draw, { onTop = () => {}, onBottom = () => {} } = {}) {
    Object.assign(this, { scroller, draw, onTop, onBottom, items: [], index: new Map(), rows: new Map(), heights: new Map(), stick: true, reach: OVERSCAN });
    this.holder = document.createElement("div");
    this.holder.className = "rows";
    this.holder.setAttribute("role", "list");
    this.above = document.createElement("div");
    this.below = document.createElement("div");
    for (const spacer of [this.above, this.below]) spacer.setAttribute("aria-hidden", "true");
    scroller.replaceChildren(this.above, this.holder, this.below);
    this.onscroll = () => {
      this.stick = this.atBottom();
      this.schedule();
      if (scroller.scrollTop < 400) this.onTop();
      if (this.stick) this.onBottom();
    };
    scroller.addEventListener("scroll", this.onscroll, { passive: true });
    this.sizes = new ResizeObserver(() => this.schedule());
    this.sizes.observe(scroller);
    // Paper does not scroll: it gets every row.
    this.onprint = (event) => { this.reach = event.type === "beforeprint" ? Number.MAX_SAFE_INTEGER : OVERSCAN; this.render(); };
    for (const name of PRINTING) addEventListener(name, this.onprint);
  }

  atBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 60;
  }

  set(items) {
    const anchor = this.stick ? null : this.anchor();
    this.items = items;
    this.index = new Map(items.map((item, at) => [item.key, at]));
    for (const [key, row] of this.rows) {
      if (!this.index.has(key)) { row.element.remove(); this.sizes.unobserve(row.element); this.rows.delete(key); this.heights.delete(key); }
    }
    this.render(anchor);
  }

  schedule() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.render(); });
  }

  height(item) {
    return this.heights.get(item.key) ?? this.guess ?? GUESS;
  }

  /** `kept` is the row in sight before the items changed; it stays where it was, whatever came above it. */
  render(kept = null) {
    const { scroller, items } = this;
    const view = scroller.clientHeight || 600;
    const anchor = this.stick ? null : kept ?? this.anchor();
    const start = kept && this.index.has(kept.key) ? this.before(this.index.get(kept.key)) - kept.offset : scroller.scrollTop;
    let top = 0, first = 0;
    const total = items.reduce((sum, item) => sum + this.height(item), 0);
    const from = (this.stick ? Math.max(0, total - view) : start) - this.reach;
    while (first < items.length && top + this.height(items[first]) < from) { top += this.height(items[first]); first += 1; }
    let last = first, bottom = top;
    while (last < items.length && bottom < from + view + 2 * this.reach) { bottom += this.height(items[last]); last += 1; }
    this.place(first, last);
    this.measure();
    this.above.style.height = `${this.before(first)}px`;
    this.below.style.height = `${items.slice(last).reduce((sum, item) => sum + this.height(item), 0)}px`;
    if (this.stick) scroller.scrollTop = scroller.scrollHeight;
    else if (anchor && this.rows.get(anchor.key)?.element.isConnected) {
      const moved = this.rows.get(anchor.key).element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
      if (Math.abs(moved) > 1) scroller.scrollTop += moved;
    }
  }

  /** The height of all rows before this place, measured or guessed. */
  before(at) {
    let sum = 0;
    for (let index = 0; index < at; index += 1) sum += this.height(this.items[index]);
    return sum;
  }

  /** The first row in sight and where it stands, so that it stays there. */
  anchor() {
    const edge = this.scroller.getBoundingClientRect().top;
    for (const element of this.holder.children) {
      const box = element.getBoundingClientRect();
      if (box.bottom > edge) return { key: element.dataset.key, offset: box.top - edge };
    }
    return null;
  }

  place(first, last) {
    const wanted = new Set();
    let before = null;
    for (let at = first; at < last; at += 1) {
      const item = this.items[at];
      wanted.add(item.key);
      let row = this.rows.get(item.key);
      if (!row || row.sig !== item.sig) {
        const element = this.draw(item);
        element.dataset.key = item.key;
        element.setAttribute("role", "listitem");
        const focused = row?.element.contains(document.activeElement);
        row?.element.replaceWith(element);
        if (row) this.sizes.unobserve(row.element);
        row = { element, sig: item.sig };
        this.rows.set(item.key, row);
        this.sizes.observe(element);
        if (focused) element.focus({ preventScroll: true });
      }
      row.element.setAttribute("aria-posinset", at + 1);
      row.element.setAttribute("aria-setsize", this.items.length);
      const next = before ? before.nextSibling : this.holder.firstChild;
      if (next !== row.element) this.holder.insertBefore(row.element, next);
      before = row.element;
    }
    for (const [key, row] of this.rows) {
      if (wanted.has(key) || row.element.contains(document.activeElement)) continue;
      row.element.remove();
      this.sizes.unobserve(row.element);
      this.rows.delete(key);
    }
  }

  measure() {
    let sum = 0, count = 0;
    for (const [key, row] of this.rows) {
      const height = row.element.offsetHeight;
      if (height) { this.heights.set(key, height); sum += height; count += 1; }
    }
    if (count && !this.guess) this.guess = Math.round(sum / count);
  }

  toBottom() {
    this.stick = true;
    this.render();
  }

  /** Bring a row into sight and return its element. */
  reveal(key) {
    const at = this.index.get(key);
    if (at === undefined) return null;
    if (!this.rows.has(key)) {
      this.stick = false;
      this.scroller.scrollTop = this.before(at);
      this.render();
    }
    this.rows.get(key)?.element.scrollIntoView({ block: "nearest" });
    return this.rows.get(key)?.element ?? null;
  }

  stop() {
    this.sizes.disconnect();
    this.scroller.removeEventListener("scroll", this.onscroll);
    for (const name of PRINTING) removeEventListener(name, this.onprint);
    if (this.pending) cancelAnimationFrame(this.pending);
  }
}
