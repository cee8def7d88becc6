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
    forwarded: "转发自", topic: "话题", elsewhere: "另一聊天", react: "点赞", newer: "回到最新消息", noCommands: "机器人还没有设置命令", bot: "机器人", me: "我",
    waiting: "等待机器人连接…", connected: "已连接", lost: "与模拟器的连接中断，正在重连…", photo: "图片", document: "文件",
    voice: "语音", audio: "音频", video: "视频", sticker: "贴纸", location: "位置", contact: "名片", poll: "投票",
    failed: "没有成功", hidden: "显示", copied: "已复制", empty: "还没有消息", startBot: "开始",
    kinds: {
      "429": "429 请求太多", "500": "500 服务器错误", "502": "502 网关错误", "409": "409 冲突", "400": "400 拒绝", "401": "401 令牌失效",
      "403": "403 被屏蔽", drop_before: "执行前断线", drop_after: "执行后断线", slow: "响应缓慢", timeout_before: "不执行也不答复", timeout_after: "执行后不答复",
    },
  },
  "zh-Hant": {
    title: "Telegram 模擬器", tools: "工具", people: "人物", addPerson: "加一人", faults: "故障", clock: "時間",
    other: "简体中文", name: "姓名", role: "身份", appLanguage: "手機語言", add: "加入", cancel: "取消", close: "關閉",
    clear: "全部撤銷", order: "製造故障", faultKind: "故障類型", method: "接口", anyMethod: "任意接口", toWhom: "對象",
    anybody: "任何人", times: "次數", seconds: "秒", inForce: "生效中的故障", clockHint: "模擬世界的時鐘，只能往前撥。",
    quarter: "+15 分鐘", hour: "+1 小時", day: "+1 天", openAs: "以誰的身份打開？", understood: "知道了",
    nobody: "這裏還沒有人。點右上角“加一人”開始。", write: "寫消息…", send: "發送", attach: "發送文件", menu: "機器人命令",
    reply: "回覆", edit: "修改", replying: "回覆", editing: "修改消息", cancelReply: "取消", block: "停用機器人",
    unblock: "恢復機器人", blocked: "已停用機器人", typing: "正在輸入…", busy: "正在處理…", edited: "已修改",
    forwarded: "轉發自", topic: "話題", elsewhere: "另一聊天", react: "讚好", newer: "回到最新消息", noCommands: "機器人還沒有設置命令", bot: "機器人", me: "我",
    waiting: "等待機器人連接…", connected: "已連接", lost: "與模擬器的連接中斷，正在重連…", photo: "圖片", document: "文件",
    voice: "語音", audio: "音頻", video: "視頻", sticker: "貼紙", location: "位置", contact: "名片", poll: "投票",
    failed: "沒有成功", hidden: "顯示", copied: "已複製", empty: "還沒有消息", startBot: "開始",
    kinds: {
      "429": "429 請求太多", "500": "500 服務器錯誤", "502": "502 網關錯誤", "409": "409 衝突", "400": "400 拒絕", "401": "401 令牌失效",
      "403": "403 被屏蔽", drop_before: "執行前斷線", drop_after: "執行後斷線", slow: "響應緩慢", timeout_before: "不執行也不答覆", timeout_after: "執行後不答覆",
    },
  },
  en: {
    title: "Telegram simulator", tools: "Tools", people: "People", addPerson: "Add person", faults: "Faults", clock: "Clock",
    other: "繁體中文", name: "Name", role: "Role", appLanguage: "Phone language", add: "Add", cancel: "Cancel", close: "Close",
    clear: "Clear all", order: "Order fault", faultKind: "Kind", method: "Method", anyMethod: "any method", toWhom: "For",
    anybody: "anybody", times: "Times", seconds: "Seconds", inForce: "Faults in force",
    clockHint: "The clock of the simulated world. It only goes forward.",
    quarter: "+15 min", hour: "+1 hour", day: "+1 day", openAs: "Open as whom?", understood: "OK",
    nobody: "Nobody is here yet. Begin with “Add person” at the top right.", write: "Message…", send: "Send",
    attach: "Send a file", menu: "Bot commands", reply: "Reply", edit: "Edit", replying: "Reply to", editing: "Edit message",
    cancelReply: "Cancel", block: "Block bot", unblock: "Unblock bot", blocked: "Bot is blocked", typing: "typing…",
    busy: "working…", edited: "edited", forwarded: "Forwarded from", topic: "Topic", elsewhere: "another chat", react: "Thumbs up", newer: "To the newest message",
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

const NEXT = { zh: "en", en: "zh-Hant", "zh-Hant": "zh" };
const PLACES = { zh: ["zh-Hans", "zh-CN"], "zh-Hant": ["zh-Hant", "zh-HK"], en: ["en", "en-GB"] }; // of the page; of its dates

let current = localStorage.getItem("language");
if (!(current in NEXT)) current = "zh";

export const language = () => current;
export const place = () => PLACES[current][1];
export const t = (key) => LABELS[current][key] ?? key;

export function switchLanguage() {
  current = NEXT[current];
  localStorage.setItem("language", current);
}

export function label(root = document) {
  document.documentElement.lang = PLACES[current][0];
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-hint]")) node.placeholder = t(node.dataset.tHint);
}
