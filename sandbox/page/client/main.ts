import { h, render } from "preact";
import { listPeople } from "./api.ts";
import { App } from "./app.ts";

const root = document.querySelector("#app");
if (root) {
  try {
    render(h(App, { people: await listPeople() }), root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    render(h("p", { class: "start-note", role: "alert" }, `The sandbox cannot be reached: ${reason}`), root);
  }
}
