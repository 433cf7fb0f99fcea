/** Tells pages that hold no recorder whether looking for unsent recordings is worth its JavaScript. */
const key = "memoryvault.unsent";

export function raiseUnsentFlag(): void {
  localStorage.setItem(key, "1");
}

export function lowerUnsentFlag(): void {
  localStorage.removeItem(key);
}

export function isUnsentFlagUp(): boolean {
  return localStorage.getItem(key) !== null;
}
