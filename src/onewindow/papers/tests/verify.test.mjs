// The SHA-256 of the verification page against the vectors of FIPS 180-4 and against node's own.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";

const { Sha256 } = createRequire(import.meta.url)("../static/papers/verify.js");
const text = (value) => new TextEncoder().encode(value);

const VECTORS = [
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
];

test("the published vectors hold", () => {
  for (const [message, digest] of VECTORS) assert.equal(new Sha256().update(text(message)).hex(), digest);
});

test("every length around the block's end agrees with node", () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = randomBytes(length);
    assert.equal(new Sha256().update(bytes).hex(), createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
  }
});

test("the way a file is cut into chunks changes nothing", () => {
  const bytes = randomBytes(100_003);
  const expected = createHash("sha256").update(bytes).digest("hex");
  for (const chunk of [1, 63, 64, 65, 4096, 99_999, 200_000]) {
    const hash = new Sha256();
    for (let from = 0; from < bytes.length; from += chunk) hash.update(bytes.subarray(from, from + chunk));
    assert.equal(hash.hex(), expected, `chunks of ${chunk}`);
  }
});

test("one flipped bit gives another digest", () => {
  const bytes = randomBytes(1000);
  const before = new Sha256().update(bytes).hex();
  bytes[500] ^= 1;
  assert.notEqual(new Sha256().update(bytes).hex(), before);
});
