// Works a published draw out again, in any browser and without a network: who is drawn, and whether the file was changed. ES2017, no dependency.
//
// The same as draw.py; node --test holds the two together. SM3 (GB/T 32905) is written here, since no browser has it.
// Pages: [data-draw] with input[type=file], input[name=noted], [data-draw-result]; [data-commit] makes a secret and its commitment.
(function () {
  "use strict";

  const FORMAT = "onewindow-draw-1";
  const PARTIES = { exchange: "市农村产权交易中心", applicant: "产权经营主体", bank: "合作银行" };
  const DIGITS = 12; // 48 bits: a whole number that every browser holds exactly
  const SPAN = Math.pow(16, DIGITS);
  const LARGEST = 5 * 1024 * 1024;

  const rotated = (x, n) => (x << n) | (x >>> (32 - n));
  const p0 = (x) => x ^ rotated(x, 9) ^ rotated(x, 17);
  const p1 = (x) => x ^ rotated(x, 15) ^ rotated(x, 23);

  // The SM3 digest of bytes as 64 hex digits.
  function sm3(bytes) {
    const size = bytes.length;
    const padded = new Uint8Array(((size + 8) >> 6) * 64 + 64);
    padded.set(bytes);
    padded[size] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor((size * 8) / 0x100000000));
    view.setUint32(padded.length - 4, (size * 8) >>> 0);
    const v = new Int32Array([0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]);
    const w = new Int32Array(68);
    for (let from = 0; from < padded.length; from += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(from + 4 * i);
      for (let i = 16; i < 68; i++) w[i] = p1(w[i - 16] ^ w[i - 9] ^ rotated(w[i - 3], 15)) ^ rotated(w[i - 13], 7) ^ w[i - 6];
      compress(v, w);
    }
    return Array.from(new Uint32Array(v.buffer), (word) => word.toString(16).padStart(8, "0")).join("");
  }

  function compress(v, w) {
    let [a, b, c, d, e, f, g, h] = v;
    for (let i = 0; i < 64; i++) {
      const t = i < 16 ? 0x79cc4519 : 0x7a879d8a;
      const ss1 = rotated((rotated(a, 12) + e + rotated(t, i % 32)) | 0, 7);
      const ss2 = ss1 ^ rotated(a, 12);
      const ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + ss2 + (w[i] ^ w[i + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[i]) | 0;
      d = c;
      c = rotated(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotated(f, 19);
      f = e;
      e = p0(tt2);
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      v[i] ^= word;
    });
  }

  // UTF-8 by hand: TextEncoder is not in every browser of an office.
  function utf8(text) {
    const escaped = unescape(encodeURIComponent(text));
    return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
  }

  const digest = (text) => sm3(utf8(text));

  // JSON with sorted keys and no blanks: one text for one value.
  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value && typeof value === "object") {
      const entries = Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + canonical(value[key]));
      return "{" + entries.join(",") + "}";
    }
    return JSON.stringify(value);
  }

  const announced = (said) => digest(canonical({ purpose: FORMAT + "/announcement", announcement: said }));
  const commitment = (fixed, party, secret) => digest([FORMAT + "/commitment", fixed, party, secret].join("\n"));

  function seed(fixed, parties, number) {
    const given = parties.map((each) => [each.party, each.commitment, each.secret]);
    return digest(canonical({ purpose: FORMAT + "/seed", announcement: fixed, parts: given, public_number: number }));
  }

  function index(value, candidates) {
    if (!(candidates > 0)) throw new Error("nobody to draw from");
    const limit = SPAN - (SPAN % candidates);
    for (let counter = 0; ; counter++) {
      const drawn = parseInt(digest(value + ":" + counter).slice(0, DIGITS), 16);
      if (drawn < limit) return drawn % candidates;
    }
  }

  // {drawn, digest, steps: [[title, ok, words]]}: who would have been drawn by what the file says, and each step of the proof.
  function verify(file, noted) {
    const steps = [];
    const step = (title, ok, words) => steps.push([title, Boolean(ok), words]);
    let drawn = null;
    let fixed = "";
    try {
      const said = file.announcement;
      fixed = announced(said);
      step("文件格式", file.format === FORMAT && said.format === FORMAT, FORMAT);
      step("公告内容与公告摘要", file.announcement_digest === fixed, fixed);
      const asked = (noted || "").trim().toLowerCase();
      if (asked) step("与摇号前公布的公告摘要核对", asked === fixed, asked);
      list(said, step);
      hours(file, said, step);
      file.parties.forEach((each) => secret(fixed, each, step));
      step("公开号码", /^[0-9]{3,40}$/.test(file.public_number), `${said.number.source} ${said.number.issue}：${file.public_number}`);
      const value = seed(fixed, file.parties, file.public_number);
      step("随机种子", file.seed === value, value);
      drawn = said.candidates[index(value, said.candidates.length)];
      step("抽中的机构", file.drawn.key === drawn.key && file.drawn.name === drawn.name, `应为${drawn.name}，文件写的是${file.drawn.name}`);
    } catch (error) {
      step("文件内容", false, "缺少内容或者格式不对");
    }
    return { drawn: drawn, digest: fixed, steps: steps, holds: steps.every((each) => each[1]) };
  }

  function list(said, step) {
    const keys = said.candidates.map((each) => each.key);
    const out = said.excluded.map((each) => each.key);
    const sorted = keys.slice().sort();
    const right = keys.length > 0 && keys.every((key, i) => key === sorted[i] && key !== sorted[i - 1] && out.indexOf(key) < 0);
    step("候选名单", right, `${keys.length}家机构，按统一社会信用代码排列，没有重复和应当回避的`);
  }

  function hours(file, said, step) {
    const at = (text) => {
      const time = Date.parse(text);
      if (Number.isNaN(time)) throw new Error("no time");
      return time;
    };
    const start = at(said.announced_at);
    const commit = at(said.commit_until);
    const reveal = at(said.reveal_until);
    step("时间先后", start < commit && commit < reveal && reveal < at(said.number.known_at), "公告、承诺截止、揭示截止、公开号码产生，依次在后");
    step("参加的三方", file.parties.map((each) => each.party).join() === Object.keys(PARTIES).join(), Object.keys(PARTIES).map((key) => PARTIES[key]).join("、"));
    file.parties.forEach((each) => {
      const committed = !each.commitment || (start <= at(each.committed_at) && at(each.committed_at) <= commit);
      const revealed = !each.secret || (start <= at(each.revealed_at) && at(each.revealed_at) <= reveal);
      step(`${PARTIES[each.party]}的时间`, committed && revealed, `承诺${each.committed_at || "没有"}，揭示${each.revealed_at || "没有"}`);
    });
  }

  function secret(fixed, each, step) {
    const title = `${PARTIES[each.party]}的口令与承诺`;
    if (each.secret) step(title, commitment(fixed, each.party, each.secret) === each.commitment, each.commitment);
    else step(title, true, each.commitment ? "没有揭示，由其承诺代替" : "没有承诺，此项为空");
  }

  // What a page does with it.

  function line(parent, name, text, kind) {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  function answer(target, told, noted) {
    target.textContent = "";
    const box = line(target, "div", "", "notice notice-" + (told.holds ? "success" : "error"));
    const inner = line(box, "div", "");
    line(inner, "h3", told.holds ? "核验通过" : "核验不通过：文件有改动或者结果不对");
    if (told.drawn) line(inner, "p", `按文件所载的名单、承诺、口令和公开号码计算，应当抽中：${told.drawn.name}（${told.drawn.key}）`);
    if (told.holds && !noted.trim()) {
      line(inner, "p", "还没有与摇号前公布的公告摘要核对。请把公告上的摘要填入后再核验一次，并自行查对公开号码。");
    }
    const proof = line(target, "ol", "", "draw-steps");
    told.steps.forEach((each) => {
      const item = line(proof, "li", "", each[1] ? "is-right" : "is-wrong");
      line(item, "strong", `${each[1] ? "✓" : "✗"} ${each[0]}`);
      line(item, "span", each[2], "wrap-anywhere");
    });
  }

  function attach(form) {
    const target = form.querySelector("[data-draw-result]");
    const noted = form.querySelector("[name=noted]");
    const file = form.querySelector("input[type=file]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = file.files[0];
      if (!chosen || chosen.size > LARGEST) {
        target.textContent = chosen ? "文件太大，不是摇号结果文件。" : "请先选择摇号结果文件。";
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        let said = null;
        try {
          said = JSON.parse(reader.result);
        } catch (error) {
          said = null;
        }
        answer(target, verify(said, noted.value), noted.value);
      };
      reader.readAsText(chosen, "utf-8");
    });
  }

  function offer(form) {
    const own = form.querySelector("[name=secret]");
    const shown = form.querySelector("[name=commitment]");
    const told = () => {
      const good = /^[0-9A-Za-z]{16,64}$/.test(own.value.trim());
      shown.value = good ? commitment(form.dataset.announcement, form.dataset.party, own.value.trim()) : "";
    };
    own.addEventListener("input", told);
    form.querySelector("[data-commit-make]").addEventListener("click", () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      own.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      told();
    });
    form.addEventListener("submit", () => own.removeAttribute("name")); // the secret stays with the party until it is revealed
  }

  if (typeof document !== "undefined") {
    document.querySelectorAll("[data-draw]").forEach(attach);
    document.querySelectorAll("[data-commit]").forEach(offer);
  }
  if (typeof module !== "undefined") module.exports = { sm3, utf8, canonical, announced, commitment, seed, index, verify };
})();
