// Draws the faces and symbols of faces.json as small SVG files. Called by bin/vendor.
import { readFileSync, writeFileSync } from "node:fs";
import { createAvatar } from "@dicebear/core";
import * as peeps from "@dicebear/open-peeps";

const [, , recipe, folder] = process.argv;
const { skins, hairs, clothes, grounds, faces, symbols } = JSON.parse(readFileSync(recipe, "utf8"));

const slim = (svg) =>
  svg
    .replace(/<metadata.*?<\/metadata>/s, "")
    .replace(/<mask id="viewboxMask">.*?<\/mask>/s, "")
    .replace(' mask="url(#viewboxMask)"', "")
    .replace(' shape-rendering="auto"', "")
    .replace(/\d*\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10).replace(/^0\./, "."))
    .replace(/\s+/g, " ")
    .replace(/> </g, "><");

const drawFace = ([name, head, face, skin, hair, shirt, ground, ...more]) => {
  const extra = Object.fromEntries(more.map((word) => word.split("=")));
  const svg = createAvatar(peeps, {
    seed: name,
    head: [head],
    face: [face],
    skinColor: [skins[skin]],
    headContrastColor: [hairs[hair]],
    clothingColor: [clothes[shirt]],
    backgroundColor: [grounds[ground]],
    accessories: extra.glasses ? [extra.glasses] : [],
    accessoriesProbability: extra.glasses ? 100 : 0,
    facialHair: extra.beard ? [extra.beard] : [],
    facialHairProbability: extra.beard ? 100 : 0,
    maskProbability: 0,
  }).toString();
  writeFileSync(`${folder}/${name}.svg`, slim(svg));
};

const drawSymbol = ([name, icon, ground]) => {
  const text = readFileSync(`node_modules/lucide-static/icons/${icon}.svg`, "utf8");
  const inner = text.slice(text.indexOf(">", text.indexOf("<svg")) + 1, text.indexOf("</svg>"));
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="#${grounds[ground]}"/>` +
    `<g transform="translate(9.6 9.6) scale(1.2)" fill="none" stroke="#0a403f" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">` +
    `${inner.replace(/\s+/g, " ").replace(/> </g, "><").replace(/ \/>/g, "/>").trim()}</g></svg>`;
  writeFileSync(`${folder}/${name}.svg`, drawing);
};

faces.forEach(drawFace);
symbols.forEach(drawSymbol);
