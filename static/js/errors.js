// After a refused form the summary takes the focus, so nobody has to hunt for what went wrong.
export function start(summary) {
  summary.focus();
}
