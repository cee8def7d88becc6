// One person's phone: a chat with the bot.
import { get, post, put } from "/page/api.js";
import { bubble, day, element, summary } from "/page/bubble.js";
import { language, t } from "/page/labels.js";

const NEAR_BOTTOM_PX = 80;
const SHOWN = 500; // messages drawn; the server keeps more
const EDITABLE = new Set(["text", "photo", "document", "voice", "video", "audio"]);
const words = (message) => message?.text ?? message?.caption ?? "";

export class Phone {
  constructor(person, openLink, showAlert) {
    Object.assign(this, { person, openLink, showAlert, messages: new Map(), drawn: new Map(), change: 0, state: person, target: null });
    this.root = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.person = person.id;
    this.find = (selector) => this.root.querySelector(selector);
    this.log = this.find(".log");
    this.box = this.find("textarea");
    this.find(".face").textContent = [...person.name.split(/\s+/).at(-1)][0];
    this.root.style.setProperty("--hue", (Number(person.id) * 67) % 360);
    this.listen();
    this.relabel();
  }

  listen() {
    this.log.addEventListener("click", (event) => this.clicked(event));
    this.log.addEventListener("mousedown", (event) => { if (event.target.closest(".actions")) event.preventDefault(); }); // keeps the marked words
    this.log.addEventListener("keydown", (event) => this.pressedInLog(event));
    this.log.addEventListener("load", () => { if (!this.away) this.toNewest(); }, true); // pictures arrive late
    new ResizeObserver(() => { if (!this.away) this.toNewest(); }).observe(this.log);
    this.log.addEventListener("scroll", () => {
      this.away = !this.isAtNewest();
      if (this.isAtBottom()) this.find(".down").hidden = true;
    });
    this.find(".down").addEventListener("click", () => this.toBottom());
    this.find(".composer").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.box.addEventListener("keydown", (event) => this.pressedInBox(event));
    this.box.addEventListener("input", () => this.fitBox());
    this.find(".attach input").addEventListener("change", (event) => this.attach(event.target));
    this.find(".menu").addEventListener("click", () => this.toggleCommands());
    this.find(".commands").addEventListener("click", (event) => this.chooseCommand(event));
    this.find(".banner button").addEventListener("click", () => this.aim(null));
    this.find(".start").addEventListener("click", () => this.send("/start"));
    this.find(".block").addEventListener("click", () => this.toggleBlock());
    this.find(".keyboard").addEventListener("click", (event) => this.tapKeyboard(event));
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.dismiss(); });
  }

  relabel() {
    const { name, role } = this.person;
    this.root.setAttribute("aria-label", role ? `${name}，${role}` : name);
    this.find("h2").textContent = name;
    this.find(".name p").textContent = role || `${this.person.id}`;
    this.log.setAttribute("aria-label", name);
    this.log.dataset.empty = t("empty");
    for (const [selector, key] of [[".menu", "menu"], [".send", "send"], [".down", "newer"], [".banner button", "cancelReply"]])
      this.find(selector).setAttribute("aria-label", t(key));
    this.find(".attach input").setAttribute("aria-label", t("attach"));
    this.find(".start").textContent = t("startBot");
    this.box.setAttribute("aria-label", t("write"));
    this.draw();
    this.showState();
  }

  // what comes from the server

  async refresh() {
    if (this.refreshing) { this.again = true; return; } // one at a time, so that changes apply in order
    this.refreshing = true;
    try {
      do {
        this.again = false;
        this.apply(await get(`/people/${this.person.id}/messages?since=${this.change}`));
      } while (this.again);
    } finally {
      this.refreshing = false;
    }
  }

  apply(chat) {
    const first = this.change === 0, stay = this.isAtBottom();
    for (const message of chat.messages) this.messages.set(message.id, message);
    for (const id of chat.deleted) this.messages.delete(id);
    const renamed = JSON.stringify(chat.topics) !== JSON.stringify(this.state.topics);
    this.state = { ...this.person, ...chat };
    if (chat.messages.length || chat.deleted.length || renamed) this.draw();
    this.change = chat.change;
    this.showState();
    if (!first) chat.toasts.forEach((toast) => this.showToast(toast));
    if (stay || chat.messages.some((message) => message.from === "me")) this.toNewest();
    else if (chat.messages.length) { this.find(".down").hidden = false; this.away = true; }
  }

  draw() {
    const ordered = [...this.messages.values()].sort((one, other) => one.id - other.id);
    const lastOwn = ordered.findLast((message) => message.from === "me" && EDITABLE.has(message.kind) && !message.forwarded_from)?.id;
    const focused = this.log.querySelector("[data-message]:focus")?.dataset.message;
    const nodes = [], kept = new Map();
    let shownDay = null;
    for (const message of ordered.slice(-SHOWN)) {
      if (day(message.date) !== shownDay) nodes.push(element("p", { class: "day" }, (shownDay = day(message.date))));
      const drawn = this.node(message, message.id === lastOwn);
      kept.set(message.id, drawn);
      nodes.push(drawn.node);
    }
    this.drawn = kept;
    this.log.replaceChildren(...nodes);
    if (focused) this.message(focused)?.focus({ preventScroll: true });
  }

  // A bubble that looks as before is kept, so that a playing voice or an opened quotation stays as it is.
  node(message, isLastOwn) {
    const replied = message.reply_to && (this.messages.get(message.reply_to) ?? { id: message.reply_to, deleted: true, from: "bot" });
    const topic = this.state.topics.find(({ id }) => id === message.topic)?.name;
    const look = JSON.stringify([language(), isLastOwn, message, replied, topic]);
    const before = this.drawn.get(message.id);
    return before?.look === look ? before : { look, node: bubble(message, replied, isLastOwn, topic) };
  }

  showState() {
    const { blocked, typing, keyboard, placeholder } = this.state;
    this.root.classList.toggle("blocked", blocked);
    this.find(".block").textContent = blocked ? "↺" : "⊘";
    this.find(".block").setAttribute("aria-label", t(blocked ? "unblock" : "block"));
    this.find(".block").title = t(blocked ? "unblock" : "block");
    this.box.disabled = blocked;
    this.box.placeholder = blocked ? t("blocked") : placeholder || t("write");
    this.find(".typing").textContent = typing ? t(typing === "typing" ? "typing" : "busy") : "";
    clearTimeout(this.typingEnds);
    if (typing) this.typingEnds = setTimeout(() => { this.find(".typing").textContent = ""; }, 5000);
    const rows = (keyboard ?? []).map((row) => element("div", { class: "row" },
      ...row.map((text) => element("button", { type: "button", "data-label": text }, text))));
    this.find(".keyboard").replaceChildren(...rows);
    this.find(".keyboard").hidden = rows.length === 0;
    this.find(".start").hidden = blocked || this.messages.size > 0;
  }

  showToast({ text, alert, url }) {
    if (url) this.openLink(url, this.person.id);
    if (!text) return;
    if (alert) { this.showAlert(text); return; }
    this.say(text);
  }

  say(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => { toast.hidden = true; }, 4000);
  }

  // what the visitor does

  async act(deed) {
    try { return await deed(); } catch (fault) { this.say(`${t("failed")}: ${fault.message}`); return null; }
  }

  path(rest) { return `/people/${this.person.id}/${rest}`; }

  message(id) { return this.log.querySelector(`[data-message="${id}"]`); }

  clicked(event) {
    const hit = (selector) => event.target.closest(selector);
    const id = Number(hit("[data-message]")?.dataset.message);
    if (hit(".tap")) this.tap(id, hit(".tap"));
    else if (hit(".quote")) this.goTo(hit(".quote").dataset.goto);
    else if (hit(".edit")) this.aim({ edit: id });
    else if (hit(".react")) this.react(id);
    else if (hit(".reply")) this.aim({ reply: id, quote: this.marked(id) });
    else if (hit(".command")) this.send(hit(".command").textContent);
    else if (hit(".spoiler, .expandable")) hit(".spoiler, .expandable").classList.toggle("open");
    else if (hit("a[href]")) { if (this.openLink(hit("a[href]").href)) event.preventDefault(); }
    else if (id && hit(".bubble") && !hit("audio, video") && !String(getSelection())) this.aim({ reply: id });
  }

  pressedInLog(event) {
    const focused = event.target;
    if (event.key !== "Enter") return;
    if (focused.matches("[data-message]")) this.aim({ reply: Number(focused.dataset.message) });
    else if (focused.matches(".command, .spoiler, .expandable")) focused.click();
  }

  pressedInBox(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    if (event.key === "ArrowUp" && !this.box.value) {
      const own = this.log.querySelector(".edit")?.closest("[data-message]");
      if (own) { event.preventDefault(); this.aim({ edit: Number(own.dataset.message) }); }
    }
  }

  // What the visitor has marked in this message, to be quoted.
  marked(id) {
    const selection = getSelection(), within = this.message(id)?.querySelector(".words");
    return within && selection.rangeCount && within.contains(selection.getRangeAt(0).commonAncestorContainer) ? String(selection).trim() : "";
  }

  react(id) {
    const mine = this.messages.get(id).reactions.some(({ from }) => from === "me");
    return this.act(() => put(this.path(`messages/${id}/reaction`), { emoji: mine ? "" : "👍" }));
  }

  async tap(id, button) {
    const { label, data, url } = button.dataset;
    if (url) { if (!this.openLink(url)) window.open(url, "_blank", "noopener"); return; }
    button.classList.add("pressed");
    await this.act(() => post(this.path("taps"), data ? { message_id: id, data } : { message_id: id, label }));
    button.classList.remove("pressed");
  }

  goTo(id) {
    const node = this.message(id);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.focus({ preventScroll: true });
  }

  aim(target) {
    this.target = target;
    const id = target?.reply ?? target?.edit, banner = this.find(".banner");
    banner.hidden = !id;
    if (id) {
      banner.querySelector("strong").textContent = t(target.reply ? "replying" : "editing");
      banner.querySelector("span").textContent = target.quote || summary(this.messages.get(id));
      this.box.focus();
    }
    if (target?.edit) this.box.value = words(this.messages.get(id));
    this.fitBox();
  }

  dismiss() { this.aim(null); this.find(".commands").hidden = true; }

  async submit() {
    const text = this.box.value, { reply, quote, edit } = this.target ?? {}, old = this.messages.get(edit);
    if (!text.trim() && !old?.caption) return;
    this.box.value = "";
    this.aim(null);
    if (old && text === words(old)) return; // nothing was changed
    const done = await this.act(() => edit
      ? put(this.path(`messages/${edit}`), { text })
      : post(this.path("messages"), { text, ...(reply ? { reply_to: reply } : {}), ...(quote ? { quote } : {}) }));
    if (!done) { this.box.value = text; this.fitBox(); }
  }

  send(text) { return this.act(() => post(this.path("messages"), { text })); }

  async attach(input) {
    const files = [...input.files], album = files.length > 1 ? `${Date.now()}` : null;
    const caption = this.box.value.trim(), { reply, quote, edit } = this.target ?? {};
    this.box.value = "";
    this.aim(null);
    if (edit) { await this.replaceFile(edit, files[0], caption); input.value = ""; return; }
    for (const [index, file] of files.entries()) {
      const form = new FormData();
      form.append("file", file);
      if (album) form.append("media_group", album);
      if (index === 0 && caption) form.append("caption", caption);
      if (reply) form.append("reply_to", reply);
      if (quote) form.append("quote", quote);
      await this.act(() => post(this.path("messages"), form));
    }
    input.value = "";
  }

  replaceFile(id, file, caption) {
    const form = new FormData();
    form.append("file", file);
    form.append("caption", caption);
    return this.act(() => put(this.path(`messages/${id}`), form));
  }

  toggleCommands() {
    const menu = this.find(".commands");
    const items = (this.state.commands ?? []).map(({ command, description }) => element("button",
      { type: "button", role: "menuitem", "data-command": command }, element("strong", {}, `/${command}`), element("span", {}, description)));
    menu.replaceChildren(...(items.length ? items : [element("p", {}, t("noCommands"))]));
    menu.hidden = !menu.hidden;
    this.find(".menu").setAttribute("aria-expanded", String(!menu.hidden));
    if (!menu.hidden) menu.querySelector("button")?.focus();
  }

  chooseCommand(event) {
    const chosen = event.target.closest("[data-command]");
    if (!chosen) return;
    this.find(".commands").hidden = true;
    this.find(".menu").setAttribute("aria-expanded", "false");
    this.send(`/${chosen.dataset.command}`);
    this.box.focus();
  }

  tapKeyboard(event) {
    const label = event.target.closest("[data-label]")?.dataset.label;
    if (label) this.send(label);
  }

  toggleBlock() { return this.act(() => post(this.path(this.state.blocked ? "unblock" : "block"))); }

  isAtBottom() { return this.bottom() - this.log.scrollTop < NEAR_BOTTOM_PX; }

  isAtNewest() { return this.isAtBottom() || Math.abs(this.newest() - this.log.scrollTop) < NEAR_BOTTOM_PX; }

  bottom() { return this.log.scrollHeight - this.log.clientHeight; }

  // Where one reads on: at the bottom, or where the newest message begins if it is longer than the screen.
  newest() {
    const last = this.log.lastElementChild;
    return last ? Math.min(this.bottom(), last.offsetTop - this.log.offsetTop - 8) : 0;
  }

  toNewest() {
    this.log.scrollTop = this.newest();
    this.find(".down").hidden = this.isAtBottom();
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
    this.find(".down").hidden = true;
  }

  fitBox() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 160)}px`;
  }
}
