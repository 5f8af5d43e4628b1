// How scripts/page-assets.mjs gives a module what the page consists of.
declare module '*?text' {
  const text: string;
  export default text;
}

declare module '*?base64' {
  const base64: string;
  export default base64;
}

declare module '*?script' {
  const script: string;
  export default script;
}
