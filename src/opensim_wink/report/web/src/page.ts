/** Text of an element to be pasted elsewhere: a table with tabs, anything else as it reads. */
function textToCopy(element: HTMLElement): string {
  const table = element instanceof HTMLTableElement ? element : element.querySelector("table");
  if (!table) return (element.textContent ?? "").trim();
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s+/g, " ")).join("\t"))
    .join("\n");
}

/** Put text on the clipboard; pages opened from disk may lack the modern way. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function startCopyButton(button: HTMLButtonElement): void {
  const said = button.textContent ?? "";
  button.addEventListener("click", () => {
    const target = document.getElementById(button.dataset["copy"] ?? "");
    if (!target) return;
    void copy(textToCopy(target)).then((done) => {
      if (!done) return;
      button.textContent = button.dataset["copied"] ?? said;
      window.setTimeout(() => (button.textContent = said), 2000);
      button.focus();
    });
  });
}

/** The button that asked last: many terms share one explanation, which stands near that one. */
let asked: HTMLElement | undefined;

/** A term's popover also opens under a resting mouse; tap and keyboard open it by themselves. */
function startTerm(button: HTMLElement): void {
  const popover = document.getElementById(button.getAttribute("popovertarget") ?? "");
  if (!popover || typeof popover.showPopover !== "function") return;
  let byMouse = false;
  button.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse" || popover.matches(":popover-open")) return;
    asked = button;
    popover.showPopover();
    placeNear(popover, button); // before it could come to lie under the mouse
    byMouse = true;
  });
  button.addEventListener("pointerleave", () => {
    if (byMouse && popover.matches(":popover-open")) popover.hidePopover();
    byMouse = false;
  });
  // A click on what the mouse has opened keeps it open.
  button.addEventListener("click", (event) => {
    asked = button;
    if (!byMouse) return;
    byMouse = false;
    event.preventDefault();
  });
  popover.addEventListener("toggle", () => {
    if (asked === button && popover.matches(":popover-open")) placeNear(popover, button);
  });
}

/** Under its term, inside of the window. */
function placeNear(popover: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = popover;
  const gap = 6;
  const left = Math.min(Math.max(at.left, 8), Math.max(8, window.innerWidth - wide - 8));
  const below = at.bottom + gap;
  const top = below + high > window.innerHeight ? Math.max(8, at.top - gap - high) : below;
  Object.assign(popover.style, {
    position: "fixed",
    inset: "auto",
    margin: "0",
    left: `${left}px`,
    top: `${top}px`,
  });
}

/** Copy buttons (`data-copy` = id), print buttons (`data-print`) and terms (`popovertarget`). */
export function startPage(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    startCopyButton(button);
  }
  for (const button of document.querySelectorAll<HTMLElement>("button[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll<HTMLElement>("button[popovertarget]")) {
    startTerm(button);
  }
}
