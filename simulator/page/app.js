// The page: phones side by side, kept up to date by the server's events.
import { get, listen } from "/page/api.js";
import { Panels } from "/page/panels.js";
import { Phone } from "/page/phone.js";
import { label, switchLanguage, t } from "/page/labels.js";

const phones = new Map();
const stage = document.querySelector("#phones"), tabs = document.querySelector(".tabs");
const panels = new Panels(phones);
let bot = null, shown = null, loading = false, again = false;

// One look at a time: an older answer must not overtake a newer one.
async function load() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    do { again = false; await look(); } while (again);
  } finally {
    loading = false;
  }
}

async function look() {
  const world = await get("/people");
  bot = world.bot;
  showBot();
  const present = new Set(world.people.map((person) => person.id));
  for (const [id, phone] of phones) if (!present.has(id)) { phone.root.remove(); phones.delete(id); }
  for (const person of world.people) if (!phones.has(person.id)) add(person);
  document.querySelector("#nobody").hidden = phones.size > 0;
  show(phones.has(shown) ? shown : world.people[0]?.id);
  await Promise.all([...phones.values()].map((phone) => phone.refresh()));
  await panels.refresh();
}

function add(person) {
  const phone = new Phone(person, openLink, (text) => panels.alert(text));
  phones.set(person.id, phone);
  stage.append(phone.root);
}

function drawTabs() {
  tabs.replaceChildren(...[...phones.values()].map(({ person }) => {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", textContent: person.name, role: "tab" });
    tab.dataset.tab = person.id;
    tab.setAttribute("aria-selected", String(person.id === shown));
    tab.addEventListener("click", () => show(person.id));
    return tab;
  }));
}

// On a narrow screen one phone is shown at a time.
function show(id) {
  shown = id;
  for (const [person, phone] of phones) phone.root.classList.toggle("shown", person === id);
  phones.get(id)?.toNewest();
  drawTabs();
}

function showBot() {
  const line = document.querySelector("#bot");
  line.textContent = bot?.connected ? `${bot.name} @${bot.username} · ${t("connected")}` : t("waiting");
  line.className = bot?.connected ? "connected" : "waiting";
}

// Links to the bot itself carry invitations, so the visitor chooses who follows them.
function openLink(address, person = null) {
  const match = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]*))?$/.exec(address);
  if (!match || match[1].toLowerCase() !== bot?.username.toLowerCase()) return false;
  panels.chooseOpener(address, match[2] ?? "", person);
  return true;
}

function relabel() {
  label();
  document.title = t("title");
  document.querySelector("#language").textContent = t("other");
  for (const phone of phones.values()) phone.relabel();
  showBot();
  panels.relabel();
}

function heard(event) {
  document.body.classList.remove("lost");
  if (event.person && phones.has(event.person) && event.kind !== "people") phones.get(event.person).refresh();
  else if (["reload", "hello", "people", "bot", "commands"].includes(event.kind)) {
    if (event.kind === "reload") { phones.forEach((phone) => phone.root.remove()); phones.clear(); }
    load();
  } else if (["faults", "clock", "call"].includes(event.kind)) panels.refreshSoon();
}

document.querySelector("#language").addEventListener("click", () => { switchLanguage(); relabel(); drawTabs(); });
relabel();
listen(heard, () => {
  document.body.classList.add("lost");
  document.querySelector("#bot").textContent = t("lost");
});
