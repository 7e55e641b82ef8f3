// A wall machine has no context menu, nothing to drag, nothing to select, nothing to zoom.

export function suppressGestures(): void {
  for (const type of ['contextmenu', 'dragstart', 'selectstart']) {
    document.addEventListener(type, (event) => event.preventDefault());
  }
  // Ctrl + wheel is how a trackpad, and some touch panels, pinch.
  const zoom = (event: WheelEvent) => {
    if (event.ctrlKey) event.preventDefault();
  };
  document.addEventListener('wheel', zoom, { passive: false });
}
