import localFont from "next/font/local";

/*
 * The first view loads the two small files: every character of the interface, the weights and widths that it uses. README.md
 * beside them says how they were cut. What people write may hold other letters: only then the whole files follow.
 */
const mona = localFont({
  src: "./points-sans.woff2",
  weight: "400 700",
  variable: "--font-mona",
  display: "swap",
  declarations: [{ prop: "font-stretch", value: "82% 112%" }],
});

const mono = localFont({
  src: "./points-mono.woff2",
  weight: "400 700",
  variable: "--font-geist-mono",
  display: "swap",
});

const monaRest = localFont({
  src: "../../node_modules/@fontsource-variable/mona-sans/files/mona-sans-latin-wdth-normal.woff2",
  weight: "200 900",
  variable: "--font-mona-rest",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "font-stretch", value: "75% 125%" },
    { prop: "unicode-range", value: "U+A1-B6, U+B8-D6, U+D8-FF, U+131, U+152-153, U+2022, U+20AC, U+2122" },
  ],
});

const monoRest = localFont({
  src: "../../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-mono-rest",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "unicode-range", value: "U+A1-B6, U+B8-D6, U+D8-FF, U+131, U+152-153, U+2022, U+20AC, U+2122" },
  ],
});

/** Class names that define the font variables of `globals.css`. */
export const fontVariables = [mona, mono, monaRest, monoRest].map(({ variable }) => variable).join(" ");
