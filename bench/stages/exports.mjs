export async function exports_() {
  return [];
}
