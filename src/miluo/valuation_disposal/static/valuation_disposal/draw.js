// Works a published draw out again, in any browser and without a network: who is drawn, and whether the file was changed. ES2017, no dependency.
//
// The same as draw.py; node --test holds the two together. SM3 (GB/T 32905) is written here, since no browser has it.
// Whole inside the offline tool (verifier.py) and loaded by the pages of draws:
//   [data-draw]            a file is dropped or chosen, input[name=noted] holds the digest that was noted, [data-draw-result] is told
//   [data-draw-published]  the published file stands on the page under that id; verified as the page opens
//   [data-commit]          makes a secret and its commitment, keeps the secret as a file; the secret has no name and is never sent
//   [data-reveal]          reads the secret from that file, and says whether it is the one that was committed to
(function () {
  "use strict";

  const FORMAT = "onewindow-draw-1";
  const PARTIES = { exchange: "市农村产权交易中心", applicant: "产权经营主体", bank: "合作银行" };
  const DIGITS = 12; // 48 bits: a whole number that every browser holds exactly
  const SPAN = Math.pow(16, DIGITS);
  const LARGEST = 5 * 1024 * 1024;
  const SECRET_FILE = "onewindow-draw-secret-1";
  const SECRET = /^[0-9A-Za-z]{16,64}$/;

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

  // A digest as it is typed from a paper, which breaks it into groups.
  const plain = (typed) => (typed || "").replace(/\s/g, "").toLowerCase();

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

  // {drawn, digest, steps: [[title, ok, words]]}: who would have been drawn by what the file says, and each step of the proof. What rests on
  // the announcement is worked out from the digest that the file says, so that a change of the list is told as that and as nothing else.
  function verify(file, noted) {
    const steps = [];
    const step = (title, ok, right, wrong) => steps.push([title, Boolean(ok), ok ? right : wrong]);
    let drawn = null;
    let content = "";
    try {
      const said = file.announcement;
      const fixed = file.announcement_digest;
      content = announced(said);
      step("文件格式", file.format === FORMAT && said.format === FORMAT, FORMAT, "不是本系统的摇号结果文件");
      step("名单和公告的摘要", fixed === content, content, `文件写的是${fixed}，按内容算出的是${content}：候选名单、时间等公告内容被改动，或者摘要被改动`);
      const asked = plain(noted);
      if (asked) step("与摇号前公布的公告摘要核对", asked === content, asked, `您填的是${asked}，文件的是${content}：不是摇号前公布的那份公告`);
      list(said, step);
      hours(file, said, step);
      file.parties.forEach((each, place) => secret(file, place, step));
      step("公开号码", /^[0-9]{3,40}$/.test(file.public_number), `${said.number.source} ${said.number.issue}：${file.public_number}`, "不是3至40位数字");
      const value = seed(fixed, file.parties, file.public_number);
      step("随机种子", file.seed === value, value, `文件写的是${file.seed}，应为${value}：承诺、口令、公开号码或者种子被改动`);
      drawn = said.candidates[index(value, said.candidates.length)];
      const same = file.drawn.key === drawn.key && file.drawn.name === drawn.name;
      step("抽中的机构", same, `${drawn.name}（${drawn.key}）`, `文件写的是${file.drawn.name}（${file.drawn.key}），应为${drawn.name}（${drawn.key}）`);
    } catch (error) {
      step("文件内容", false, "", "缺少内容或者格式不对");
    }
    return { drawn: drawn, digest: content, steps: steps, holds: steps.every((each) => each[1]) };
  }

  function list(said, step) {
    const keys = said.candidates.map((each) => each.key);
    const out = said.excluded.map((each) => each.key);
    const sorted = keys.slice().sort();
    const right = keys.length > 0 && keys.every((key, i) => key === sorted[i] && key !== sorted[i - 1] && out.indexOf(key) < 0);
    step("候选名单的排列", right, `${keys.length}家机构，按统一社会信用代码排列，没有重复和应当回避的`, "有重复、顺序不对，或者列有应当回避的机构");
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
    const inOrder = start < commit && commit < reveal && reveal < at(said.number.known_at);
    step("时间先后", inOrder, "公告、承诺截止、揭示截止、公开号码产生，依次在后", "公告、承诺截止、揭示截止、公开号码产生的先后不对");
    const titles = Object.keys(PARTIES).map((key) => PARTIES[key]).join("、");
    step("参加的三方", file.parties.map((each) => each.party).join() === Object.keys(PARTIES).join(), titles, "三方不齐或者顺序不对");
    file.parties.forEach((each) => {
      const committed = !each.commitment || (start <= at(each.committed_at) && at(each.committed_at) <= commit);
      const revealed = !each.secret || (start <= at(each.revealed_at) && at(each.revealed_at) <= reveal);
      const told = `承诺${hour(each.committed_at)}，揭示${hour(each.revealed_at)}`;
      step(`${PARTIES[each.party]}的时间`, committed && revealed, told, `${told}：不在规定时间内`);
    });
  }

  const hour = (text) => (text ? text.slice(0, 19).replace("T", " ") : "没有");

  function secret(file, place, step) {
    const each = file.parties[place];
    const title = `${PARTIES[each.party]}的口令与承诺`;
    if (!each.secret) {
      const told = each.commitment ? "没有揭示，由其承诺代替" : "没有承诺，此项为空";
      step(title, !each.revealed_at, told, "有揭示时间却没有口令：口令被删去");
      return;
    }
    const right = commitment(file.announcement_digest, each.party, each.secret);
    step(title, right === each.commitment, each.commitment, changed(file, place, right));
  }

  // With the commitment that belongs to the secret the seed comes out right again, where nothing but the commitment was changed.
  function changed(file, place, right) {
    const parties = file.parties.map((each, i) => (i === place ? Object.assign({}, each, { commitment: right }) : each));
    const only = seed(file.announcement_digest, parties, file.public_number) === file.seed;
    return only ? `承诺被改动：按口令应为${right}` : "口令被改动，或者不止一处被改动：按文件中的口令算不出文件中的承诺";
  }

  // What a page does with it.

  function line(parent, name, text, kind) {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  function answer(target, told, noted, name) {
    target.textContent = "";
    const wrong = told.steps.filter((each) => !each[1]).map((each) => each[0]);
    const inner = line(line(target, "div", "", "notice notice-" + (told.holds ? "success" : "error")), "div", "");
    line(inner, "h3", told.holds ? "核验通过" : "核验不通过");
    if (name) line(inner, "p", name, "wrap-anywhere");
    if (wrong.length) line(inner, "p", `有${wrong.length}项不符：${wrong.join("、")}。`);
    if (told.drawn) line(inner, "p", `按文件所载的名单、承诺、口令和公开号码重新计算，应当抽中：${told.drawn.name}（${told.drawn.key}）。`);
    if (told.holds && !(noted || "").trim()) {
      line(inner, "p", "还没有与摇号前公布的公告摘要核对。请填入公告上的摘要再核验一次，并自行查对公开号码。");
    }
    const proof = line(target, "ol", "", "draw-steps");
    told.steps.forEach((each) => {
      const item = line(proof, "li", "", each[1] ? "is-right" : "is-wrong");
      line(item, "strong", `${each[1] ? "✓" : "✗"} ${each[0]}${each[1] ? "" : "：不符"}`);
      line(item, "span", each[2], "wrap-anywhere");
    });
  }

  // The JSON in a file; null where it holds none. ``then`` is called with it.
  function read(file, then) {
    const reader = new FileReader();
    reader.onload = () => {
      let said = null;
      try {
        said = JSON.parse(reader.result);
      } catch (error) {
        said = null;
      }
      then(said);
    };
    reader.onerror = () => then(null);
    reader.readAsText(file, "utf-8");
  }

  // A file of the same name may be another by now: a browser says nothing where it thinks that the same one is chosen.
  function again(input) {
    input.addEventListener("click", () => {
      input.value = "";
    });
  }

  function attach(form) {
    const target = form.querySelector("[data-draw-result]");
    const noted = form.querySelector("[name=noted]");
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector("[data-draw-drop]");
    let chosen = null;
    const tell = (event) => {
      if (event) event.preventDefault();
      if (!chosen || chosen.size > LARGEST) {
        target.textContent = chosen ? "文件太大，不是摇号结果文件。" : "请先选择摇号结果文件。";
        return;
      }
      read(chosen, (said) => answer(target, verify(said, noted.value), noted.value, chosen.name));
    };
    const choose = (files) => {
      if (!files.length) return;
      chosen = files[0];
      tell();
    };
    const over = (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", event.type === "dragover");
    };
    form.addEventListener("submit", tell);
    again(input);
    input.addEventListener("change", () => choose(input.files));
    ["dragover", "dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, over));
    drop.addEventListener("drop", (event) => choose(event.dataTransfer.files));
  }

  function show(target) {
    const file = JSON.parse(document.getElementById(target.dataset.drawPublished).textContent);
    answer(target, verify(file, target.dataset.noted), target.dataset.noted);
  }

  function save(name, said) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(said, null, 1) + "\n"], { type: "application/json" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
  }

  function offer(form) {
    const own = form.querySelector("[data-secret]");
    const shown = form.querySelector("[name=digest]");
    const told = form.querySelector("[data-told]");
    const fixed = () => plain(form.dataset.announcement || form.querySelector("[data-announcement]").value);
    const party = () => form.dataset.party || form.querySelector("[data-party]").value;
    let saved = false;
    const work = () => {
      saved = false;
      const good = SECRET.test(own.value.trim()) && /^[0-9a-f]{64}$/.test(fixed());
      shown.value = good ? commitment(fixed(), party(), own.value.trim()) : "";
      if (own.value.trim() && !good) told.textContent = SECRET.test(own.value.trim()) ? "公告摘要应为64位十六进制字符。" : "口令应为16至64位字母、数字。";
      else told.textContent = good ? "承诺已算出。请先保存口令文件，再提交承诺。" : "";
    };
    form.querySelectorAll("[data-script]").forEach((part) => {
      part.hidden = false;
    });
    [own].concat(Array.from(form.querySelectorAll("[data-announcement], [data-party]"))).forEach((field) => field.addEventListener("input", work));
    form.querySelector("[data-make]").addEventListener("click", () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      own.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      work();
    });
    form.querySelector("[data-save]").addEventListener("click", () => {
      if (!shown.value) {
        told.textContent = "请先生成口令。";
        return;
      }
      const which = form.dataset.number || fixed().slice(0, 8);
      const said = { format: SECRET_FILE, draw: which, party: party(), announcement_digest: fixed(), secret: own.value.trim(), commitment: shown.value };
      save(`摇号口令-${which}-${PARTIES[party()]}.json`, said);
      saved = true;
      told.textContent = "口令文件已保存，揭示时要用；揭示以前不要给任何人看。";
    });
    form.addEventListener("submit", (event) => {
      if (own.value.trim() && !saved) {
        event.preventDefault();
        told.textContent = "还没有保存口令文件：没有口令就不能揭示。请先保存。";
      }
    });
  }

  function open(form) {
    const own = form.querySelector("[name=secret]");
    const told = form.querySelector("[data-told]");
    const check = () => {
      const typed = own.value.trim();
      const right = commitment(form.dataset.announcement, form.dataset.party, typed) === form.dataset.commitment;
      told.textContent = typed ? (right ? "✓ 与提交的承诺一致，可以揭示。" : "✗ 与提交的承诺不一致，不是这次摇号的口令。") : "";
    };
    form.querySelectorAll("[data-script]").forEach((part) => {
      part.hidden = false;
    });
    own.addEventListener("input", check);
    const input = form.querySelector("input[type=file]");
    again(input);
    input.addEventListener("change", (event) => {
      const chosen = event.target.files[0];
      if (!chosen) return;
      if (chosen.size > LARGEST) {
        told.textContent = "文件太大，不是口令文件。";
        return;
      }
      read(chosen, (said) => {
        if (!said || typeof said.secret !== "string") {
          told.textContent = "这不是口令文件。";
          return;
        }
        own.value = said.secret;
        check();
      });
    });
  }

  if (typeof document !== "undefined") {
    document.querySelectorAll("[data-draw]").forEach(attach);
    document.querySelectorAll("[data-draw-published]").forEach(show);
    document.querySelectorAll("[data-commit]").forEach(offer);
    document.querySelectorAll("[data-reveal]").forEach(open);
  }
  if (typeof module !== "undefined") module.exports = { sm3, utf8, canonical, announced, commitment, seed, index, verify };
})();
