import clsx from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";

type DivProps = ComponentPropsWithRef<"div">;

/** A table made of grids. Give the columns by class (`--cols`); counts are those of all rows, also of those not drawn. */
export function GridTable({
  label,
  rowCount,
  colCount,
  ...rest
}: DivProps & { label: string; rowCount?: number; colCount?: number }) {
  // biome-ignore lint/a11y/useSemanticElements: virtual rows are grids, which a table element cannot hold
  return <div role="table" aria-label={label} aria-rowcount={rowCount} aria-colcount={colCount} {...rest} />;
}

/** One row. `index` counts from 1 and includes the head. */
export function GridRow({ index, ...rest }: DivProps & { index?: number }) {
  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see GridTable
  return <div role="row" aria-rowindex={index} {...rest} />;
}

/** One cell; `numeric` aligns figures to the right. */
export function GridCell({
  numeric,
  className,
  ...rest
}: ComponentPropsWithRef<"span"> & { numeric?: boolean }) {
  // biome-ignore lint/a11y/useSemanticElements: see GridTable
  return <span role="cell" className={clsx(numeric && "num", className)} {...rest} />;
}

/** Head of a column. `sort` marks the column by which rows stand. Without words it is named for assistive technology only. */
export function GridHead({
  label,
  numeric,
  sort,
  hidden,
  className,
  children,
}: {
  label: string;
  numeric?: boolean;
  sort?: "ascending" | "descending" | undefined;
  hidden?: boolean;
  className?: string;
  /** A button that sorts, in place of the words. */
  children?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see GridTable
    <span role="columnheader" aria-sort={sort} className={clsx(numeric && "num", sort && "sort", className)}>
      {hidden ? <span className="sr">{label}</span> : (children ?? label)}
    </span>
  );
}
