// Prints, for each span of ../gold.jsonl, where the pages of Label Studio and doccano say it stands.
//
// node offsets.js SELECTION_TOOLS V_ANNOTATOR
//   SELECTION_TOOLS  selection-tools.js of Label Studio's editor (in the source maps of its wheel)
//   V_ANNOTATOR      dist/v-annotator.common.js of the npm package v-annotator 0.1.31
// Both are run as they are; jsdom stands for the browser. Output: JSON, {id: [{label, ls, text, utf16, graphemes}]}.
const fs = require("fs");
const { JSDOM } = require("jsdom");

function labelStudio(path) {
  const source = fs.readFileSync(path, "utf8");
  const wanted = ["export const charsToCodePoints", "export const fixCodePointsInRange",
    "export const rangeToGlobalOffset", "const findGlobalOffset"];
  const parts = wanted.map((name) => {
    const start = source.indexOf(name);
    return source.slice(start, source.indexOf("\n};", start) + 3).replace("export ", "");
  });
  const window = new JSDOM("").window;
  const make = new Function("NodeFilter", "Node", "isDefined",
    parts.join("\n") + "\nreturn (range, root) => rangeToGlobalOffset(fixCodePointsInRange(range), root);");
  return [window, make(window.NodeFilter, window.Node, (value) => value !== undefined && value !== null)];
}

function splitter(path) {
  const source = fs.readFileSync(path, "utf8");
  const start = source.indexOf("function GraphemeSplitter(){");
  let code = source.slice(start, source.indexOf("module.exports = GraphemeSplitter", start));
  code = code.slice(0, code.lastIndexOf("if"));
  return new (new Function(code + ";return GraphemeSplitter")())();
}

const [window, globalOffsets] = labelStudio(process.argv[2]);
const graphemes = splitter(process.argv[3]);
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function position(root, offset) {
  // The text node and place in it of a JavaScript offset into the text.
  const walker = window.document.createTreeWalker(root, window.NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "BR") offset -= 1;
    if (node.nodeType === window.Node.TEXT_NODE) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
  }
}

const found = {};
for (const line of fs.readFileSync(__dirname + "/../gold.jsonl", "utf8").trim().split("\n")) {
  const { id, text, entities } = JSON.parse(line);
  const root = window.document.createElement("div");
  // As view.jsx of Label Studio's RichText tag lays a text out.
  root.innerHTML = escape(text).split(/\n|\r/g).map((part) => `<span>${part}</span>`).join("<br/>");
  found[id] = entities.map(({ span, label }) => {
    const characters = [...text];
    const [start, end] = span.map((place) => characters.slice(0, place).join("").length);
    const range = window.document.createRange();
    const [first, last] = [position(root, start), position(root, end)];
    // fixCodePointsInRange sets its own code points as the range's places, which a browser takes for
    // UTF-16: they are never beyond these, so the order of the ends holds.
    range.setStart(...first);
    range.setEnd(...last);
    return {
      label,
      ls: globalOffsets(range, root),
      text: text.slice(start, end).replace(/[\n\r]/g, "\\n"),
      utf16: [start, end],
      graphemes: [start, end].map((place) => graphemes.splitGraphemes(text.slice(0, place)).length),
    };
  });
}
console.log(JSON.stringify(found));
