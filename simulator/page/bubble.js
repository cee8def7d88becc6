// One message as a bubble with its buttons.
import { place, t } from "/page/labels.js";

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function summary(message) {
  const words = message.text ?? message.caption;
  return words ? words.split("\n")[0].slice(0, 80) : t(message.kind);
}

export function bubble(message, replied, isLastOwn, topic) {
  const node = element("article", {
    class: `message ${message.from}`, "data-message": message.id, "data-from": message.from,
    "data-album": message.album, tabindex: "0", "aria-label": `${t(message.from)} ${clock(message.date)}`,
  });
  const body = element("div", { class: `bubble ${message.kind}` });
  if (topic) body.append(element("p", { class: "topic", title: t("topic") }, topic));
  if (message.forwarded_from) body.append(element("p", { class: "origin" }, `${t("forwarded")} ${message.forwarded_from}`));
  if (replied) body.append(answered(message, replied));
  if (message.elsewhere) body.append(fromElsewhere(message));
  if (message.file) body.append(attachment(message));
  if (message.media) body.append(element("p", { class: "media" }, description(message)));
  if (message.html) body.append(words(message.html));
  body.append(footer(message));
  node.append(body, actions(isLastOwn));
  if (message.buttons.length) node.append(keyboard(message));
  return node;
}

function words(html) {
  const node = element("div", { class: "words" });
  // Written by the server, which escapes all that people and bots typed. A quotation ends its line by itself.
  node.innerHTML = html.replace(/\n(?=<blockquote)|(?<=<\/blockquote>)\n/g, "");
  return node;
}

// What a message answers: the part of it that was marked, or how it begins.
function answered(message, replied) {
  const text = message.quote ?? (replied.deleted ? "…" : summary(replied));
  return element("button", { type: "button", class: message.quote ? "quote marked" : "quote", "data-goto": replied.id },
    element("strong", {}, t(replied.from)), element("span", {}, text));
}

function fromElsewhere(message) {
  return element("div", { class: "quote marked elsewhere" },
    element("strong", {}, message.elsewhere.from, element("small", {}, t("elsewhere"))), element("span", {}, message.quote ?? "…"));
}

function attachment(message) {
  const { file, kind } = message;
  if (kind === "photo") return picture(file);
  if (kind === "sticker") return element("span", { class: "smile", role: "img", "aria-label": t("sticker") }, "🙂");
  if (kind === "voice" || kind === "audio") return element("audio", { controls: true, src: file.url, preload: "none" });
  if (kind === "video") return element("video", { controls: true, src: file.url, preload: "none" });
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${Math.round(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  const suffix = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : "";
  return element("a", { class: "file", href: file.url, download: file.name },
    element("span", { class: "sheet", "aria-hidden": "true" }, suffix),
    element("span", { class: "about" }, element("strong", {}, file.name), element("small", {}, size)));
}

// It takes its room before it has come, so that nothing moves under the reader when it does.
function picture({ url, name, width, height }) {
  const node = element("img", { class: "picture", src: url, alt: name || t("photo"), width, height });
  node.style.setProperty("--width", `${width}px`);
  node.style.setProperty("--ratio", width / height);
  return node;
}

function description(message) {
  const { location, contact, poll } = message.media;
  if (location) return `📍 ${location.latitude}, ${location.longitude}`;
  if (contact) return `👤 ${contact.first_name} ${contact.phone_number}`;
  return `📊 ${poll.question}`;
}

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(place(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const day = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString(place(), { month: "long", day: "numeric", weekday: "short" });

function footer(message) {
  const text = `${message.edited ? `${t("edited")} ` : ""}${clock(message.date)}`;
  const reactions = message.reactions.map(({ emoji, from }) =>
    element("span", { class: `reaction ${from}`, title: t(from), role: "img", "aria-label": `${t(from)} ${emoji}` }, emoji));
  return element("footer", {}, ...reactions, element("time", {}, text));
}

function actions(isLastOwn) {
  const deed = (name, sign) => element("button", { type: "button", class: name, "aria-label": t(name), title: t(name) }, sign);
  return element("div", { class: "actions" }, deed("reply", "↩"), deed("react", "👍"), isLastOwn ? deed("edit", "✎") : null);
}

function keyboard(message) {
  const rows = message.buttons.map((row) => element("div", { class: "row" }, ...row.map(button)));
  return element("div", { class: "inline", role: "group" }, ...rows);
}

function button(shown) {
  const link = shown.url ? " ↗" : "";
  return element("button", { type: "button", class: "tap", "data-label": shown.label, "data-data": shown.data, "data-url": shown.url },
    `${shown.label}${link}`);
}
