"""What is said in 45 minutes of a focus group, and what two people type of it.

A line each: the minute, who takes it down (A Anna, B Ben, AB both), the words, and what is typed
after Tab. Words in quotation marks are begun with one; the closing mark may be left out.
"""

from dataclasses import dataclass
from typing import Final

LINES: Final = """
1|AB|Most of us came within the last three years.|1
1|A|The first weeks were the hardest.|1
2|A|"Nobody told me where to register|-10
3|B|The registration office has signs in four languages now.|2+10
3|AB|The letter for the appointment came in German only.|2-10
4|A|A neighbour translated the letter for her.|2-10
5|B|"My daughter translated at the doctor, she is ten|4-9
5|A|The welcome folder is helpful and clear.|3+10
6|AB|Nobody in the room had heard of the advisory board.|*-4
7|B|Two people would stand for the advisory board if asked.|*+4
8|A|A mentor at the fire brigade helped him through the selection.|5+7~
8|B|The fire brigade looks for people who speak several languages.|5+7
9|A|The group hesitates when the migration office is named.|@me!
10|AB|She will send the leaflet that the kindergarten hands out.|1?
10|B|The kindergarten hands out its leaflet in six languages.|1+10
11|A|The mayor spoke at the festival last summer.|6+1
12|B|His words were in the newspaper the next day.|6+1
12|AB|Swimming hours for women were cut last year without a word.|3-10
13|A|The pool gave no reason.|-
14|B|"We wrote a letter and nobody answered|3-9
14|A|A survey was done once, in winter.|4+9
15|B|The survey had no question about housing.|4-9
15|AB|His certificate as an electrician is not recognised.|5-7
16|A|The town hired two trainees from abroad this year.|6+7
17|B|There is no one at the counter who speaks Arabic.|2-8
17|A|Staff were trained in easy language.|1+8
18|A|The training was for one afternoon only.|1-8
19|B|"They shout because they think that we are deaf|-8!
19|AB|A quarrel about the courtyard was settled by the mediator.|4+11
20|B|The mediator comes only when the police call.|4-11
21|A|Neighbours do not know that there is a mediator.|5-11
21|B|The sports club runs a night league with the town.|6+5
22|A|The church offers its hall for nothing.|6+5
23|AB|The cleaning contract went to the cheapest bidder again.|3-12
23|B|Small shops of newcomers never get an order from the town.|3-12
24|A|He did not know that he could bid.|5-12
25|B|There is a plan for integration on the website.|6+2
25|A|The plan is from eight years ago.|6-2
26|AB|Nobody has read the plan.|*-2
27|B|The town counts how many people take a language course.|1+13
27|A|Nobody asks whether the course helped.|1-13
28|B|"You learn for the test and not for the street|2
29|A|Evening courses were stopped.|2
29|AB|Mothers cannot come because there is no child care.|4
30|A|The library has a language cafe on Saturdays.|
31|B|The language cafe is always full.|
31|A|The bus to the industrial estate goes once an hour.|5
32|B|Shift workers walk home at night.|5!
33|AB|A landlord asked for three months of rent in cash.|6!
33|A|The housing office did not help.|-10!
34|B|The housing office says that it has no staff.|
35|A|The school has an interpreter for parents.|1+10
35|AB|Parents are told about the interpreter too late.|1-10
36|B|Teachers learn about trauma.|2+8
37|A|The police visited the language course.|2+6
38|B|After the visit people were less afraid.|2+6
39|AB|The newspaper writes about foreigners only when there was a crime.|3-6
41|A|The town answered with an exhibition of portraits.|3+6
43|B|"I would like to be asked before and not after|4-4
45|AB|They want to meet again in spring.|*+4
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the script."""

    minute: int
    takers: str
    text: str
    tags: str

    @property
    def words(self) -> str:
        """The words that are kept, without the quotation mark."""
        return self.text.removeprefix('"')

    @property
    def in_other_words(self) -> str:
        """The same as somebody else takes it down: shorter, in small letters."""
        small = {"the", "a", "of", "that", "which", "was", "is"}
        kept = [word for word in self.text.rstrip(".").split() if word.lower() not in small]
        return " ".join(kept).lower()


def script() -> list[Line]:
    """Return the statements in their order."""
    rows = (line.split("|") for line in LINES.strip().splitlines())
    return [Line(int(minute), takers, text, tags) for minute, takers, text, tags in rows]
