/** Published numbers of test cards. */
const testNumbers: ReadonlySet<string> = new Set([
  "4111111111111111",
  "4242424242424242",
  "4000056655665556",
  "4012888888881881",
  "5555555555554444",
  "5105105105105100",
  "2223003122003222",
  "378282246310005",
  "371449635398431",
  "6011111111111117",
  "3530111333300000",
]);

const issued =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|35\d{14})$/u;

function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether a text holds a card number: an issued range, its length, the check digit, and no published test number. */
export function hasCardNumber(text: string): boolean {
  for (const [found] of text.matchAll(/(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/gu)) {
    const digits = found.replace(/[ -]/gu, "");
    if (issued.test(digits) && !testNumbers.has(digits) && luhn(digits)) return true;
  }
  return false;
}
