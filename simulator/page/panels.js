// The dialogs of the page's head: people, clock, faults, links, alerts.
import { get, post, remove } from "/page/api.js";
import { element } from "/page/bubble.js";
import { place, t } from "/page/labels.js";

const KINDS = ["429", "500", "502", "409", "400", "401", "403", "drop_before", "drop_after", "slow", "timeout_before", "timeout_after"];
const $ = (selector) => document.querySelector(selector);

export class Panels {
  constructor(phones) {
    this.phones = phones;
    this.now = 0;
    for (const opener of document.querySelectorAll("[data-open]")) {
      opener.addEventListener("click", () => { this.relabel(); $(`#${opener.dataset.open}`).showModal(); });
    }
    for (const closer of document.querySelectorAll("[data-close]")) {
      closer.addEventListener("click", () => closer.closest("dialog").close());
    }
    for (const step of document.querySelectorAll("[data-advance]")) {
      step.addEventListener("click", () => post("/clock", { advance_s: Number(step.dataset.advance) }).then(() => this.refresh()));
    }
    $("#person-dialog form").addEventListener("submit", (event) => this.addPerson(event));
    $("#fault-dialog form").addEventListener("submit", (event) => this.orderFault(event));
    $("#fault-clear").addEventListener("click", () => remove("/faults"));
    setInterval(() => this.showTime(), 1000);
  }

  async addPerson(event) {
    event.preventDefault();
    const form = event.target;
    await post("/people", Object.fromEntries(new FormData(form)));
    form.reset();
    form.closest("dialog").close();
  }

  async orderFault(event) {
    event.preventDefault();
    const { kind, method, chat, times, seconds } = Object.fromEntries(new FormData(event.target));
    const order = { kind, times: Number(times), retry_after: Number(seconds), delay_s: Number(seconds) };
    if (method.trim()) order.method = method.trim();
    if (chat) order.chat = Number(chat);
    this.showFaults((await post("/faults", order)).faults);
  }

  alert(text) {
    $("#alert-text").textContent = text;
    if (!$("#alert-dialog").open) $("#alert-dialog").showModal();
  }

  chooseOpener(address, payload, person) {
    if (person) { post(`/people/${person}/start`, { payload }); return; }
    $("#open-link").textContent = address;
    const choices = [...this.phones.values()].map((phone) => {
      const choice = element("button", { type: "button", "data-opener": phone.person.id },
        element("strong", {}, phone.person.name), element("span", {}, phone.person.role));
      choice.addEventListener("click", () => { $("#open-dialog").close(); post(`/people/${phone.person.id}/start`, { payload }); });
      return choice;
    });
    $("#open-people").replaceChildren(...choices);
    $("#open-dialog").showModal();
  }

  refreshSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), 200); // many calls in a burst need one look
  }

  async refresh() {
    const [clock, { faults }] = await Promise.all([get("/clock"), get("/faults")]);
    this.ahead = clock.epoch_s * 1000 - Date.now();
    this.advanced = clock.advanced_s;
    this.showTime();
    this.showFaults(faults);
  }

  showTime() {
    if (this.ahead === undefined) return;
    const now = new Date(Date.now() + this.ahead);
    const time = now.toLocaleTimeString(place(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const date = now.toLocaleDateString(place(), { month: "short", day: "numeric", weekday: "short" });
    $("#time").textContent = this.advanced >= 43200 ? `${date} ${time}` : time;
    $("#time").classList.toggle("moved", this.advanced > 0);
    $("#clock-now").textContent = `${date} ${time}`;
  }

  showFaults(faults) {
    $("#faults").classList.toggle("armed", faults.length > 0);
    $("#fault-list").replaceChildren(...faults.map((fault) => {
      const name = this.phones.get(fault.chat)?.person.name ?? fault.chat ?? t("anybody");
      return element("li", {}, `${t("kinds")[fault.kind]} · ${fault.method ?? t("anyMethod")} · ${name} · ×${fault.times}`);
    }));
  }

  relabel() {
    const kind = $("#fault-dialog [name=kind]"), chat = $("#fault-dialog [name=chat]");
    const chosen = kind.value;
    kind.replaceChildren(...KINDS.map((name) => element("option", { value: name }, t("kinds")[name])));
    if (chosen) kind.value = chosen;
    const people = [...this.phones.values()].map(({ person }) => element("option", { value: person.id }, person.name));
    chat.replaceChildren(element("option", { value: "" }, t("anybody")), ...people);
    this.showTime();
  }
}
