import { startPage } from "./page";

// The script of a page that has neither player nor plots.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startPage);
else startPage();
