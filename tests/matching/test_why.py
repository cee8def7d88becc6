import json

import pytest

from bot.cli import main


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("收到罚款决定书多久内可以申请复议", "verdict       answer (reconsideration-deadline)"),
        ("how do i chalenge a decision", "slips mended  how do i challenge a decision chalenge"),
        ("合同", "verdict       clarify"),
        ("。。。", "it holds no letter and no digit"),
    ],
)
def test_the_way_to_a_verdict_is_told_as_a_table(capsys, question, told):
    assert main(["why", question]) == 0
    assert told in capsys.readouterr().out


def test_the_same_is_told_to_programs(capsys):
    main(["why", "劳动仲才要交费吗", "--json"])
    why = json.loads(capsys.readouterr().out)
    best = why["heard"][0]
    assert best["candidate"]["entry"] == "labour-arbitration-process"
    assert set(best["features"]) == {"vote", "lesson", "covers", "ratio", "meant"}
    assert (why["plain"], why["normal"]) == ("劳动仲才要交费吗", "劳动仲裁要交费吗")
