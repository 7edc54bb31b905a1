"""附件一: weighted components, each marked out of 100; a mean of sampled units; a component from outside."""

from __future__ import annotations

from gpcli.pack import (
    If,
    Item,
    Not,
    Note,
    NumberOf,
    Scheme,
    Section,
    SumOf,
    Table,
    adds,
    award,
    each,
    entries,
    floor,
    full,
    given,
    incidents,
    most,
    over,
    plus,
    quotient,
    yes,
)

SAMPLES = 10


def build(scheme: Scheme) -> Table:
    """日常 50%, 网站 30%, 第三方测评 20%."""
    own = award("own", "本单位网站检查得分", 100)
    samples = entries("samples", "抽查的下属单位网站", award("points", "检查得分", 100), maximum=SAMPLES)
    sampled = over(NumberOf(samples), 0)
    mean = If(sampled, quotient(SumOf(samples, "points"), most(NumberOf(samples), 1), 0, 100), 0)
    stands_alone = scheme.reading("no_samples") == "own"
    sites = Item(
        "sites",
        "网站检查",
        100,
        adds("own", "本单位得分 60%", If(sampled, own * "0.6", own) if stands_alone else own * "0.6"),
        adds("mean", "下属单位均分 40%", mean * "0.4"),
        clause="附件一/二/1",
        assessed_by=("office",),
    )
    unsampled = Note("no_samples", "没有抽查下属单位，缺少均分", Not(sampled), "withhold")
    delivered = yes("delivered", "第三方测评已交结果")
    survey = Item(
        "survey",
        "第三方测评",
        100,
        given(award("points", "第三方测评得分", 100)),
        clause="附件一/三/1",
        assessed_by=("third-party", "office"),
    )
    return Table(
        "weighted",
        "部门",
        Section(
            "daily",
            "日常考评",
            50,
            plus(
                Item(
                    "disclosure",
                    "主动公开",
                    100,
                    full(),
                    each(incidents("late", "逾期公开"), "-2.5"),
                    floor("扣完为止"),
                    clause="附件一/一/1",
                ),
                "0.35",
            ),
            plus(
                Item(
                    "requests", "依申请公开", 100, given(award("points", "评分", 100)), clause="附件一/一/2"
                ),
                "0.15",
            ),
            clause="附件一/一",
        ),
        Section(
            "websites",
            "网站",
            30,
            plus(sites, "0.3"),
            clause="附件一/二",
            notes=() if stands_alone else (unsampled,),
        ),
        Section(
            "outside",
            "第三方",
            20,
            plus(survey, "0.2"),
            clause="附件一/三",
            shared=(delivered,),
            notes=(Note("not_delivered", "第三方测评未交结果", Not(delivered), "withhold"),),
        ),
        clause="附件一",
    )
