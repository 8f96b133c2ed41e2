import { Glyph } from "./glyph";
import { Input, type InputProps } from "./input";

export type SearchInputProps = Omit<InputProps, "before" | "after" | "type" | "aria-label"> & {
  label: string;
  /** Key that moves the focus here, shown at the right end. */
  hint?: string;
  /** Filter tokens that stand before the text. */
  tokens?: React.ReactNode;
};

/** A field that filters or finds. */
export function SearchInput({ label, hint, tokens, ...rest }: SearchInputProps) {
  return (
    <Input
      type="search"
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      before={
        <>
          <Glyph name="search" size={16} />
          {tokens}
        </>
      }
      after={
        hint ? (
          <span aria-hidden="true" className="key">
            {hint}
          </span>
        ) : null
      }
      {...rest}
    />
  );
}
