// What every page shares: asking the server, telling what went wrong, the offline switch.

export const $ = (what, within = document) => within.querySelector(what);
export const $$ = (what, within = document) => [...within.querySelectorAll(what)];

/** An element with properties and children; texts are texts, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export class Refused extends Error {
  constructor(told, status) {
    super(told.message);
    this.told = told;
    this.status = status;
  }
}

const GONE = { message: "连不上本机的程序", hint: "启动它的窗口可能已经关了。请重新运行 shuzhi web，再从它给出的地址打开；填过的都在文件里。", mistakes: [] };

/** The answer of the server to `body`: a File is sent as it is, all else as JSON. Throws Refused. */
export async function ask(address, body, more = {}) {
  const file = body instanceof Blob;
  const headers = file ? { "X-File-Name": encodeURIComponent(body.name), "Content-Type": "application/octet-stream" } : { "Content-Type": "application/json" };
  const how = body === undefined ? {} : { method: "POST", headers, body: file ? body : JSON.stringify(body) };
  let response;
  try {
    response = await fetch(address, { ...how, ...more });
  } catch {
    throw new Refused(GONE, 0);
  }
  let told;
  try {
    told = await response.json();
  } catch {
    throw new Refused({ message: "这个页面已经过期", hint: "请从启动窗口给出的地址重新打开。", mistakes: [] }, response.status);
  }
  if (!response.ok) throw new Refused(told, response.status);
  return told;
}

/** Say at the top of the page what went wrong and what to do. */
export function tell(error) {
  const told = error instanceof Refused ? error.told : { message: "页面出了意外", hint: "请刷新再试。填过的都在文件里。", mistakes: [] };
  if (!(error instanceof Refused)) console.error(error);
  const parts = [make("p", {}, make("strong", { textContent: told.message }))];
  if (told.mistakes?.length) parts.push(make("ul", {}, ...told.mistakes.map((m) => make("li", { textContent: m }))));
  if (told.hint) parts.push(make("p", { textContent: `怎么办：${told.hint}` }));
  const alert = $("#alert");
  alert.replaceChildren(...parts);
  alert.scrollIntoView({ block: "nearest" });
}

export const hush = () => $("#alert").replaceChildren();

/** Do something that takes a moment on behalf of `button`: it cannot be pressed twice, and failures are told. */
export async function busy(button, work, words = "请稍等……") {
  const before = button?.textContent;
  if (button) { button.disabled = true; button.textContent = words; }
  hush();
  try {
    return await work();
  } catch (error) {
    tell(error);
    return undefined;
  } finally {
    if (button) { button.disabled = false; button.textContent = before; }
  }
}

/** A question with yes and no; true where the user says yes. */
export function sure(question) {
  const dialog = $("#ask");
  $("#ask-text").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclick = (event) => { if (event.target.value) dialog.close(event.target.value); };
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
  });
}

/** Call `work` once typing rests for `rest` ms, and at the latest `most` ms after the first key. */
export function resting(work, rest = 350, most = 900) {
  let soon, late;
  const now = () => { clearTimeout(soon); clearTimeout(late); soon = late = undefined; work(); };
  const run = () => { clearTimeout(soon); soon = setTimeout(now, rest); late ??= setTimeout(now, most); };
  run.now = () => { if (soon) now(); };
  return run;
}

export const textOf = async (file) => (file ? (await ask("/api/read", file)).text : "");

/** Wait for the end of a job, and call `happen` with each of its events. Throws Refused where the work failed. */
export async function followed(job, happen = () => {}) {
  for (let seen = 0; ;) {
    const news = await ask(`/api/jobs/${job}?after=${seen}`);
    news.events.forEach(happen);
    seen += news.events.length;
    if (news.done && news.error) throw new Refused(news.error, 0);
    if (news.done) return news.result;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

$("#offline")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  try {
    await ask("/api/settings", { offline: button.getAttribute("aria-checked") !== "true" });
    location.reload();
  } catch (error) { tell(error); }
});
