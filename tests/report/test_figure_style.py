"""Pictures as files: the layout that matplotlib itself would make, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from opensim_wink.report.figure_style import empty_figure, save_svg


def drawn(figure: Figure) -> None:
    figure.set_size_inches(5.0, 4.0)
    grid = figure.add_gridspec(2, 2, width_ratios=(3.0, 1.0))
    for row in range(2):
        axes = figure.add_subplot(grid[row, 0])
        axes.plot([0.0, 1000.0], [0.0, 10.0 ** (4 * row)], label="a long label of a line")
        axes.set_ylabel("force, N")
        beside = figure.add_subplot(grid[row, 1])
        beside.axis("off")
        beside.legend(handles=axes.get_lines(), loc="upper left").set_in_layout(row == 0)
    figure.align_ylabels()
    figure.suptitle("title")
    figure.supxlabel("time, s")


def test_a_figure_laid_out_once_has_the_bytes_of_one_drawn_twice(tmp_path: Path) -> None:
    with empty_figure() as figure:
        drawn(figure)
        figure.savefig(tmp_path / "twice.svg", format="svg", metadata={"Date": None})
    with empty_figure() as figure:
        drawn(figure)
        save_svg(figure, tmp_path / "once.svg")
    assert (tmp_path / "once.svg").read_bytes() == (tmp_path / "twice.svg").read_bytes()
