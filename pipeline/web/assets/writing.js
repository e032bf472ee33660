// A draft that is being written: events are asked for from the first on, so a page loaded anew shows all of it again.
import { $, ask, make, Refused, tell } from "./page.js";

const sections = $("#sections");
const bar = $("#bar");
let seen = 0, finished = 0;
const shown = new Map();

function happen(event) {
  const now = $("#now");
  if (event.kind === "IndexProgress") { now.textContent = `正在准备样本（第一次要一会儿）：${event.done} / ${event.total}`; bar.max = event.total; bar.value = event.done; }
  else if (event.kind === "Notice") $("#notices").append(make("li", { textContent: event.text }));
  else if (event.kind === "PlanReady") { now.textContent = `提纲定了，共 ${event.headings.length} 部分，正在写……`; bar.max = event.headings.length; bar.value = 0; }
  else if (event.kind === "SectionFinished") {
    if (!event.round) bar.value = ++finished;
    now.textContent = event.written ? `${event.heading}${event.round ? "改好了" : "写好了"}，${event.chars} 字` : `${event.heading}没有写成`;
    const box = shown.get(event.heading) ?? make("section");
    shown.set(event.heading, box);
    box.replaceChildren(make("h2", { textContent: event.heading }), make("div", { className: "prose" }, ...event.text.split("\n").filter(Boolean).map((p) => make("p", { textContent: p }))));
    sections.append(box);
  }
}

async function follow() {
  try {
    const news = await ask(`/api/jobs/${sections.dataset.job}?after=${seen}`);
    news.events.forEach(happen);
    seen += news.events.length;
    if (news.done && news.error) { $("#now").textContent = "没有写完"; bar.remove(); tell(new Refused(news.error, 0)); $("#now").after(make("p", {}, make("a", { href: "/drafts", className: "button", textContent: "回到起草" }))); return; }
    if (news.done) { location.replace(`/draft/${news.result}`); return; }
  } catch (error) {
    tell(error);
    if (error instanceof Refused && error.status === 404) { $("#now").textContent = "找不到了"; bar.remove(); return; }
  }
  setTimeout(follow, 250);
}

follow();
