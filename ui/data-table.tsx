"use client";
import {
  type Cell,
  type ColumnHelper,
  createColumnHelper,
  createSortedRowModel,
  type Header,
  metaHelper,
  type RowData,
  rowSortingFeature,
  type SortingState,
  sortFn_alphanumeric,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { classes } from "./classes";
import { Link } from "./link";

/** How a column sits in the row, and what becomes of it on a phone. */
export interface ColumnPlace {
  /**
   * `title` heads the card and carries the row's link, `actions` ends it, `corner` is one small
   * button at its top, `wide-only` is left out of cards.
   */
  readonly place?: "title" | "actions" | "corner" | "wide-only";
  readonly align?: "start" | "end";
  /** Class names of the cells: a width, a font. */
  readonly className?: string;
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text, datetime: sortFn_datetime },
  columnMeta: metaHelper<ColumnPlace>(),
});
type Features = typeof features;

/** `display: block` on phones would take away what tags say by themselves; said again, it stays. */
const ROLE = {
  table: { role: "table" },
  row: { role: "row" },
  header: { role: "columnheader" },
  cell: { role: "cell" },
} as const;

/** Makes typed columns: `const column = columnsFor<Row>()`, then `column.accessor("name", …)`. */
export function columnsFor<Row extends RowData>() {
  return createColumnHelper<Features, Row>();
}

/** Columns of every value type; spelled through the helper, whose answer is the loosest there is. */
type Columns<Row extends RowData> = Readonly<ReturnType<ColumnHelper<Features, Row>["columns"]>>;

export interface DataTableProps<Row extends RowData> {
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What the table lists, for people who hear the page. */
  readonly label: string;
  /** Where a row leads; its title cell becomes a link and the whole row can be clicked. */
  readonly rowHref?: (row: Row) => string;
  /** A sentence, or an `Empty` that tells the next step. */
  readonly empty: ReactNode;
  /** Off where the server pages and therefore sorts. */
  readonly sortable?: boolean;
  readonly initialSort?: SortingState;
  readonly footer?: ReactNode;
}

/** The one table for lists: sorts, leads somewhere, and turns into cards on a phone. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, label, rowHref, empty, sortable = true, footer } = props;
  const router = useRouter();
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: rowKey,
    enableSorting: sortable,
    initialState: { sorting: props.initialSort ?? [] },
  });
  const shown = table.getRowModel().rows;

  function onRowClick(event: MouseEvent<HTMLTableRowElement>, href: string) {
    const target = event.target instanceof Element ? event.target : null;
    const pressedControl = target?.closest("a, button, input, label, [role=menuitem]") != null;
    const selectsText = (window.getSelection()?.toString() ?? "") !== "";
    if (pressedControl || selectsText || event.defaultPrevented) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface shadow-low">
      <div className="overflow-x-auto">
        <table {...ROLE.table} aria-label={label} className="data-table w-full text-sm">
          {shown.length > 0 && (
            <thead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id} {...ROLE.row} className="border-b border-line">
                  {group.headers.map((header) => (
                    <HeaderCell key={header.id} header={header}>
                      <table.FlexRender header={header} />
                    </HeaderCell>
                  ))}
                </tr>
              ))}
            </thead>
          )}
          <tbody onKeyDown={moveBetweenRows} className="divide-y divide-line-soft">
            {shown.map((row) => {
              const href = rowHref?.(row.original);
              return (
                <tr
                  key={row.id}
                  {...ROLE.row}
                  {...(href !== undefined && {
                    onClick: (event: MouseEvent<HTMLTableRowElement>) => onRowClick(event, href),
                  })}
                  className={classes(
                    "group/row transition-colors",
                    href !== undefined && "cursor-pointer hover:bg-hover",
                  )}
                >
                  {row.getAllCells().map((cell) => (
                    <BodyCell key={cell.id} cell={cell} href={href}>
                      <table.FlexRender cell={cell} />
                    </BodyCell>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length === 0 &&
        (typeof empty === "string" ? (
          <p className="px-4 py-12 text-center text-sm text-muted">{empty}</p>
        ) : (
          empty
        ))}
      {footer && <div className="border-t border-line px-4 py-2 text-sm text-muted">{footer}</div>}
    </div>
  );
}

interface HeaderCellProps<Row extends RowData> {
  readonly header: Header<Features, Row>;
  readonly children: ReactNode;
}

function HeaderCell<Row extends RowData>({ header, children }: HeaderCellProps<Row>) {
  const { column } = header;
  const meta = column.columnDef.meta;
  const direction = column.getIsSorted();
  const isEnd = meta?.align === "end";
  const sortWord = direction === "asc" ? "ascending" : direction === "desc" ? "descending" : "none";
  return (
    <th
      {...ROLE.header}
      scope="col"
      aria-sort={column.getCanSort() ? sortWord : undefined}
      className={classes(
        "h-9 px-3 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4",
        isEnd ? "text-end" : "text-start",
      )}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          className={classes(
            "group/sort -mx-1 inline-flex min-h-6 items-center gap-1 rounded px-1 hover:text-ink",
            isEnd && "flex-row-reverse",
          )}
        >
          {children}
          {direction === "desc" ? (
            <ArrowDown aria-hidden className="size-3" />
          ) : (
            <ArrowUp
              aria-hidden
              className={classes(
                "size-3",
                direction === false &&
                  "opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60",
              )}
            />
          )}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

interface BodyCellProps<Row extends RowData> {
  readonly cell: Cell<Features, Row>;
  readonly href: string | undefined;
  readonly children: ReactNode;
}

function BodyCell<Row extends RowData>({ cell, href, children }: BodyCellProps<Row>) {
  const { header, meta } = cell.column.columnDef;
  const isTitle = meta?.place === "title";
  return (
    <td
      {...ROLE.cell}
      data-place={meta?.place}
      data-label={typeof header === "string" ? header : undefined}
      className={classes(
        "px-3 py-2 align-middle first:pl-4 last:pr-4",
        meta?.align === "end" && "text-end",
        meta?.className,
      )}
    >
      {isTitle && href !== undefined ? (
        <Link
          href={href}
          data-row-link=""
          className="rounded-sm font-medium text-ink group-hover/row:text-accent"
        >
          {children}
        </Link>
      ) : (
        children
      )}
    </td>
  );
}

/** Arrow keys walk from row to row while the focus is on a row's link. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = links.findIndex((link) => link.matches(":focus"));
  const next = at < 0 ? undefined : links[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
