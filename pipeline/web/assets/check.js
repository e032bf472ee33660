import { $, ask, busy, textOf } from "./page.js";

let name = "";
let layout = null;

$("#report-file").addEventListener("change", (event) => {
  const file = event.currentTarget.files[0];
  if (!file) return;
  busy(undefined, async () => {
    const read = await ask("/api/read", file);
    $("#report").value = read.text;
    name = read.name;
    layout = read.layout;
    $("#report").focus();
  });
  event.currentTarget.value = "";
});
$("#report").addEventListener("input", () => { if (!$("#report").value) [name, layout] = ["", null]; });

$("#check").addEventListener("submit", (event) => {
  event.preventDefault();
  busy($("button.main", event.currentTarget), async () => {
    const last_year = await textOf($("#last").files[0]);
    const done = await ask("/api/check", { text: $("#report").value, name, layout, facts: $("#facts").value, last_year });
    location.assign(`/check/${done.id}`);
  }, "正在检查……");
});
