"""The rows of 附件3 for one class: A类 has a website, B类 has none; weights and rates differ."""

from __future__ import annotations

from gp_huanggang.clauses import Clauses
from gpcli.pack import Bool, Move, Scheme, lose, yes

NO_DOCUMENTS = "本年度没有制发规范性文件、政策文件"
NONE_ASSIGNED = "本年度没有由本部门负责解读的市政府文件"
NO_NEW_MEDIA = "本年度没有政务新媒体账号"


class Rows(Clauses):
    """The rows under the Readings of a scheme, in the column of a class."""

    def __init__(self, scheme: Scheme, unit_class: str) -> None:
        super().__init__(scheme, "附件3")
        if unit_class not in ("A", "B"):
            raise ValueError(f"a department is of class A or B, not {unit_class!r}")
        self.unit_class = unit_class
        self.no_documents = yes("no_documents", NO_DOCUMENTS, optional=True, past=True)
        self.none_assigned = yes("none_assigned", NONE_ASSIGNED, optional=True, past=True)
        self.no_new_media = yes("no_new_media", NO_NEW_MEDIA, optional=True, past=True)

    def unspared(self, nothing: Bool, what: str, points: int, key: str) -> tuple[Move, ...]:
        """A deduction for there having been nothing of the kind, under the Reading that gives no points."""
        if self.is_read("nothing_this_year", "full"):
            return ()
        return (lose(nothing, points, what, key=key),)

    def of(self, a: int, b: int) -> int:
        """The weight or the rate of the class."""
        return a if self.unit_class == "A" else b

    def earned(self, printed: int, weight: int) -> int:
        """What a met requirement earns where its printed amount is not the weight of class B."""
        if self.unit_class == "B" and self.is_read("class_b_amounts", "printed"):
            return printed
        return weight
