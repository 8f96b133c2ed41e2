import clsx from "clsx";
import { Button, type ButtonProps } from "./button";
import { Glyph, type GlyphName } from "./glyph";

export type IconButtonProps = Omit<ButtonProps, "children" | "aria-label"> & {
  glyph: GlyphName;
  label: string;
  glyphSize?: 12 | 16;
};

/** A square button with a drawing; its label is the accessible name. */
export function IconButton({
  glyph,
  label,
  glyphSize = 12,
  className,
  look = "bare",
  ...rest
}: IconButtonProps) {
  return (
    <Button look={look} className={clsx("icon", className)} aria-label={label} {...rest}>
      <Glyph name={glyph} size={glyphSize} />
    </Button>
  );
}
