// The page's own words. What the bot says is never translated here.
const LABELS = {
  zh: {
    title: "Telegram 模拟器", tools: "工具", people: "人物", addPerson: "加一人", faults: "故障", clock: "时间",
    other: "English", name: "姓名", role: "身份", appLanguage: "手机语言", add: "加入", cancel: "取消", close: "关闭",
    clear: "全部撤销", order: "制造故障", faultKind: "故障类型", method: "接口", anyMethod: "任意接口", toWhom: "对象",
    anybody: "任何人", times: "次数", seconds: "秒", inForce: "生效中的故障", clockHint: "模拟世界的时钟，只能往前拨。",
    quarter: "+15 分钟", hour: "+1 小时", day: "+1 天", openAs: "以谁的身份打开？", understood: "知道了",
    nobody: "这里还没有人。点右上角“加一人”开始。", write: "写消息…", send: "发送", attach: "发送文件", menu: "机器人命令",
    reply: "回复", edit: "修改", replying: "回复", editing: "修改消息", cancelReply: "取消", block: "停用机器人",
    unblock: "恢复机器人", blocked: "已停用机器人", typing: "正在输入…", busy: "正在处理…", edited: "已修改",
    forwarded: "转发自", elsewhere: "另一聊天", react: "点赞", newer: "回到最新消息", noCommands: "机器人还没有设置命令", bot: "机器人", me: "我",
    waiting: "等待机器人连接…", connected: "已连接", lost: "与模拟器的连接中断，正在重连…", photo: "图片", document: "文件",
    voice: "语音", audio: "音频", video: "视频", sticker: "贴纸", location: "位置", contact: "名片", poll: "投票",
    failed: "没有成功", hidden: "显示", copied: "已复制", empty: "还没有消息", startBot: "开始",
    kinds: {
      "429": "429 请求太多", "500": "500 服务器错误", "502": "502 网关错误", "409": "409 冲突", "400": "400 拒绝", "401": "401 令牌失效",
      "403": "403 被屏蔽", drop_before: "执行前断线", drop_after: "执行后断线", slow: "响应缓慢", timeout_before: "不执行也不答复", timeout_after: "执行后不答复",
    },
  },
  en: {
    title: "Telegram simulator", tools: "Tools", people: "People", addPerson: "Add person", faults: "Faults", clock: "Clock",
    other: "中文", name: "Name", role: "Role", appLanguage: "Phone language", add: "Add", cancel: "Cancel", close: "Close",
    clear: "Clear all", order: "Order fault", faultKind: "Kind", method: "Method", anyMethod: "any method", toWhom: "For",
    anybody: "anybody", times: "Times", seconds: "Seconds", inForce: "Faults in force",
    clockHint: "The clock of the simulated world. It only goes forward.",
    quarter: "+15 min", hour: "+1 hour", day: "+1 day", openAs: "Open as whom?", understood: "OK",
    nobody: "Nobody is here yet. Begin with “Add person” at the top right.", write: "Message…", send: "Send",
    attach: "Send a file", menu: "Bot commands", reply: "Reply", edit: "Edit", replying: "Reply to", editing: "Edit message",
    cancelReply: "Cancel", block: "Block bot", unblock: "Unblock bot", blocked: "Bot is blocked", typing: "typing…",
    busy: "working…", edited: "edited", forwarded: "Forwarded from", elsewhere: "another chat", react: "Thumbs up", newer: "To the newest message",
    noCommands: "The bot has no commands yet", bot: "Bot", me: "Me", waiting: "waiting for a bot…", connected: "connected",
    lost: "connection to the simulator lost, trying again…", photo: "Photo", document: "File", voice: "Voice",
    audio: "Audio", video: "Video", sticker: "Sticker", location: "Location", contact: "Contact", poll: "Poll",
    failed: "That failed", hidden: "Reveal", copied: "Copied", empty: "No messages yet", startBot: "Start",
    kinds: {
      "429": "429 too many requests", "500": "500 server error", "502": "502 bad gateway", "409": "409 conflict",
      "400": "400 bad request", "401": "401 token revoked", "403": "403 blocked", drop_before: "line drops before acting",
      drop_after: "line drops after acting", slow: "slow answer", timeout_before: "neither acts nor answers",
      timeout_after: "acts, never answers",
    },
  },
};

let current = localStorage.getItem("language") === "en" ? "en" : "zh";

export const language = () => current;
export const t = (key) => LABELS[current][key] ?? key;

export function switchLanguage() {
  current = current === "zh" ? "en" : "zh";
  localStorage.setItem("language", current);
}

export function label(root = document) {
  document.documentElement.lang = current === "zh" ? "zh-Hans" : "en";
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-hint]")) node.placeholder = t(node.dataset.tHint);
}
