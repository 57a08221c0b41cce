// The verifier of draws against the vectors of GB/T 32905, against node's SM3, and against files that were tampered with.
import assert from "node:assert/strict";
import { createHash, getHashes, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const { sm3, utf8, canonical, announced, commitment, seed, index, verify } = createRequire(import.meta.url)(
  "../static/valuation_disposal/draw.js",
);
const sample = () => JSON.parse(readFileSync(new URL("./draw_sample.json", import.meta.url), "utf8"));
const wrong = (file, noted) => verify(file, noted).steps.filter((each) => !each[1]).map((each) => each[0]);

test("the published vectors of SM3 hold", () => {
  assert.equal(sm3(utf8("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  assert.equal(sm3(utf8("abcd".repeat(16))), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
});

test("every length around the block's end agrees with node", { skip: !getHashes().includes("sm3") }, () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = randomBytes(length);
    assert.equal(sm3(bytes), createHash("sm3").update(bytes).digest("hex"), `${length} bytes`);
  }
});

test("Chinese text is digested as UTF-8", () => {
  assert.equal(sm3(utf8("评估")), sm3(Uint8Array.from(Buffer.from("评估", "utf8"))));
  assert.equal(canonical({ b: "评", a: [1, null, "x\n"] }), '{"a":[1,null,"x\\n"],"b":"评"}');
});

test("the published sample holds, and who is drawn is said", () => {
  const noted = announced(sample().announcement).toUpperCase();
  const told = verify(sample(), ` ${noted.match(/.{8}/g).join(" ")}`); // as the paper prints it
  assert.deepEqual(wrong(sample()), []);
  assert.equal(told.holds, true);
  assert.deepEqual(told.drawn, sample().drawn);
});

test("a party that withheld its secret is replaced by its commitment", () => {
  const file = sample();
  file.parties[2].secret = "";
  file.parties[2].revealed_at = "";
  const told = verify(file);
  assert.equal(told.holds, false); // the file says another seed
  file.seed = seed(told.digest, file.parties, file.public_number);
  file.drawn = file.announcement.candidates[index(file.seed, file.announcement.candidates.length)];
  assert.deepEqual(wrong(file), []);
});

const TAMPERED = {
  抽中的机构: (file) => (file.drawn = file.announcement.candidates.find((each) => each.key !== file.drawn.key)),
  名单和公告的摘要: (file) => (file.announcement.candidates[0].name = "别的机构"),
  候选名单的排列: (file) => file.announcement.candidates.reverse(),
  合作银行的口令与承诺: (file) => (file.parties[2].secret += "0"),
  产权经营主体的时间: (file) => (file.parties[1].revealed_at = "2023-08-01T17:00:01+08:00"),
  随机种子: (file) => (file.public_number = "080112071822"),
  时间先后: (file) => (file.announcement.number.known_at = "2023-08-01T16:00:00+08:00"),
  参加的三方: (file) => file.parties.pop(),
  文件格式: (file) => (file.format = "other"),
  文件内容: (file) => delete file.announcement.candidates,
  公开号码: (file) => (file.public_number = ""),
};
for (const [title, change] of Object.entries(TAMPERED)) {
  test(`a changed file is found: ${title}`, () => {
    const file = sample();
    change(file);
    assert.ok(wrong(file).includes(title), wrong(file).join());
    assert.equal(verify(file).holds, false);
  });
}

const only = (change) => {
  const file = sample();
  change(file);
  return wrong(file);
};

test("a change of the list alone is told as that, and one of the winner as that", () => {
  const loser = sample().announcement.candidates.find((each) => each.key !== sample().drawn.key);
  assert.deepEqual(only((file) => (file.announcement.candidates.find((each) => each.key === loser.key).name = "别的机构")), ["名单和公告的摘要"]);
  assert.deepEqual(only((file) => (file.announcement_digest = "0".repeat(64))).slice(0, 1), ["名单和公告的摘要"]);
  assert.deepEqual(only((file) => (file.drawn = loser)), ["抽中的机构"]);
});

test("it says whether the secret or its commitment was changed", () => {
  const words = (change) => {
    const file = sample();
    change(file.parties[2]);
    return verify(file).steps.find((each) => each[0] === "合作银行的口令与承诺")[2];
  };
  assert.match(words((bank) => (bank.commitment = "0".repeat(64))), /^承诺被改动/);
  assert.match(words((bank) => (bank.secret = "another0123456789abc")), /^口令被改动/);
  assert.match(words((bank) => (bank.secret = "")), /口令被删去/);
});

test("a file made anew with a shorter list agrees with itself, but not with the digest that was noted", () => {
  const file = sample();
  const noted = announced(file.announcement);
  file.announcement.candidates.pop();
  const fixed = (file.announcement_digest = announced(file.announcement));
  file.parties.forEach((each) => (each.commitment = commitment(fixed, each.party, each.secret)));
  file.seed = seed(fixed, file.parties, file.public_number);
  file.drawn = file.announcement.candidates[index(file.seed, file.announcement.candidates.length)];
  assert.deepEqual(wrong(file), []);
  assert.deepEqual(wrong(file, noted), ["与摇号前公布的公告摘要核对"]);
});

test("a hundred thousand draws are uniform", () => {
  const drawn = [0, 0, 0, 0, 0];
  for (let turn = 0; turn < 100_000; turn++) drawn[index(sm3(utf8(String(turn))), 5)] += 1;
  assert.ok(drawn.reduce((sum, each) => sum + (each - 20_000) ** 2 / 20_000, 0) < 18.47, drawn.join());
});
