// Compares a file with the paper that was issued, in the browser: the file never leaves it. ES2017, no dependency.
//
// The page has form[data-verify] with data-sha256 (64 hex digits) and data-size (bytes), in it an input of type file,
// [data-verify-drop] to drop on, [data-verify-fallback] for browsers without script, [data-verify-result] for the answer.
// crypto.subtle is missing over plain HTTP and wants the whole file at once, so SHA-256 (FIPS 180-4) is written here.
(function () {
  "use strict";

  const K = new Int32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]);
  const CHUNK = 1024 * 1024; // small enough that the page keeps answering between two

  class Sha256 {
    constructor() {
      this.state = new Uint32Array([
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
      ]);
      this.words = new Int32Array(64);
      this.rest = new Uint8Array(64); // what does not fill a block yet
      this.held = 0;
      this.size = 0;
    }

    // Takes any number of bytes, any number of times.
    update(bytes) {
      this.size += bytes.length;
      let from = 0;
      if (this.held) {
        const taken = Math.min(64 - this.held, bytes.length);
        this.rest.set(bytes.subarray(0, taken), this.held);
        this.held += taken;
        from = taken;
        if (this.held === 64) {
          this._block(this.rest, 0);
          this.held = 0;
        }
      }
      for (; from + 64 <= bytes.length; from += 64) this._block(bytes, from);
      if (from < bytes.length) {
        this.rest.set(bytes.subarray(from), 0);
        this.held = bytes.length - from;
      }
      return this;
    }

    // The digest as 64 hex digits; nothing may be added after it.
    hex() {
      const bits = this.size * 8;
      const padding = new Uint8Array((this.held < 56 ? 64 : 128) - this.held);
      padding[0] = 0x80;
      const end = new DataView(padding.buffer);
      end.setUint32(padding.length - 8, Math.floor(bits / 0x100000000));
      end.setUint32(padding.length - 4, bits >>> 0);
      this.update(padding);
      return Array.from(this.state, (word) => word.toString(16).padStart(8, "0")).join("");
    }

    _block(bytes, from) {
      const w = this.words;
      for (let i = 0; i < 16; i++, from += 4) {
        w[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
      }
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15];
        const y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      const state = this.state;
      let a = state[0] | 0;
      let b = state[1] | 0;
      let c = state[2] | 0;
      let d = state[3] | 0;
      let e = state[4] | 0;
      let f = state[5] | 0;
      let g = state[6] | 0;
      let h = state[7] | 0;
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
      }
      state[0] += a;
      state[1] += b;
      state[2] += c;
      state[3] += d;
      state[4] += e;
      state[5] += f;
      state[6] += g;
      state[7] += h;
    }
  }

  function bytesOf(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsArrayBuffer(blob);
    });
  }

  // The digest of a file, chunk by chunk; null when ``goesOn`` says that nobody waits for it any more.
  async function digestOf(file, goesOn, progress) {
    const hash = new Sha256();
    for (let from = 0; from < file.size; from += CHUNK) {
      hash.update(await bytesOf(file.slice(from, from + CHUNK)));
      if (!goesOn()) return null;
      progress(Math.min(1, (from + CHUNK) / file.size));
    }
    return hash.hex();
  }

  function notice(kind, title, lines) {
    const box = document.createElement("div");
    box.className = "notice notice-" + kind;
    const inner = box.appendChild(document.createElement("div"));
    inner.appendChild(document.createElement("h3")).textContent = title;
    lines.forEach(([text, code]) => {
      const line = inner.appendChild(document.createElement("p"));
      line.textContent = text;
      if (code) line.className = "code";
    });
    return box;
  }

  function answer(file, digest, form) {
    const same = digest === form.dataset.sha256 && String(file.size) === form.dataset.size;
    return same
      ? notice("success", "是同一份文件", [["与制发时留存的文件逐字节一致，没有被改动。"], [file.name], [digest, true]])
      : notice("error", "不是同一份文件", [["内容与制发时留存的文件不一致：可能被改动过，或者不是这一份文书。"], [file.name], [digest, true]]);
  }

  function attach(form) {
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector("[data-verify-drop]") || form;
    const result = form.querySelector("[data-verify-result]");
    const fallback = form.querySelector("[data-verify-fallback]");
    let latest = 0;
    if (fallback) fallback.hidden = true;

    function show(node) {
      result.textContent = "";
      result.appendChild(node);
    }

    async function compare(file) {
      const mine = ++latest;
      const waiting = document.createElement("p");
      waiting.textContent = "正在计算……";
      show(waiting);
      try {
        const digest = await digestOf(file, () => mine === latest, (share) => {
          waiting.textContent = "正在计算……" + Math.round(share * 100) + "%";
        });
        if (digest !== null) show(answer(file, digest, form));
      } catch (error) {
        if (mine === latest) show(notice("error", "文件读不出来", [["请确认文件没有被移动或正在被别的程序占用，然后重新选择。"], [file.name]]));
      }
    }

    function over(event) {
      event.preventDefault();
      drop.classList.toggle("is-over", event.type === "dragover");
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.files.length) compare(input.files[0]);
    });
    input.addEventListener("change", () => {
      if (input.files.length) compare(input.files[0]);
    });
    drop.addEventListener("dragover", over);
    drop.addEventListener("dragleave", over);
    drop.addEventListener("drop", (event) => {
      over(event);
      if (event.dataTransfer.files.length) compare(event.dataTransfer.files[0]);
    });
  }

  if (typeof module !== "undefined") module.exports = { Sha256 };
  else document.querySelectorAll("form[data-verify]").forEach(attach);
})();
