"""A first evening as people enter it, and the recap an editor would put online after it.

The people are made up. `EDITED` was written by hand, by somebody who had the evening and the draft
before them and changed whatever they would not have published.
"""

from closeknit.core.recap import (
    Activity,
    Coming,
    Named,
    Picture,
    Question,
    Said,
    Session,
    Shared,
    Told,
)

ANA = Named("Ana Duarte", "as", "a mother")
JOE = Named("Joe Whitlock", "first")
LIN = Named("Lin Sato", "none")
SAL = Named("Sal Okafor", "none")
PEOPLE = (
    ANA,
    JOE,
    LIN,
    SAL,
    Named("Mrs Petrov", "none", here=False),
    Named("Marguerite Hale", "own"),
)

ACTIVITIES = (
    Activity("hello", "Hello", "prompt", "What should we call you, and who came with you?"),
    Activity(
        "stories",
        "Stories of people who turned up",
        "round",
        "When did somebody help you, and what did it change?",
    ),
    Activity("tea", "Tea", "break"),
    Activity("photos", "Behind the smiles", "photo", "What do you see?"),
    Activity("unpaid", "Why unpaid friends matter", "question"),
    Activity("intention", "It takes intention", "prompt"),
    Activity("song", "A song to end with", "closing", opened=False),
)

STAYS = "My brother has not spoken to us since the day of the diagnosis."

EVENING = Session(
    key="session",
    title="Stories, and why networks matter",
    series="Building and keeping our networks",
    number=1,
    of=7,
    came=11,
    activities=ACTIVITIES,
    told=(
        Told(
            "baby",
            "The week our son was born I had the flu, and Mrs Petrov from downstairs took the baby "
            "every afternoon. She never asked for anything. She is still the first one I call",
            ANA,
            "stories",
            "a neighbour who minded the baby",
            goes=True,
        ),
        Told(
            "petrol",
            "I ran out of petrol in the big storm. My dad drove out with a can of petrol, and made "
            "a joke of it. I still tell it.",
            JOE,
            "stories",
            "a father who brought petrol in a storm",
            goes=True,
        ),
        Told("brother", STAYS, LIN, "stories", "a brother who stayed away"),
    ),
    pictures=(
        Picture(
            "birthday",
            "A birthday with eleven people round one cake.",
            "Two of them had planned it for a month, and one drives everybody home.",
            "photos",
            goes=True,
        ),
        Picture(
            "choir",
            "A choir on the steps of a church.",
            "A friend asked whether there was room for one more.",
            "photos",
            goes=True,
        ),
        Picture("garden", "Marguerite and her family in the garden.", "", "photos"),
    ),
    shared=(
        Shared("care", "somebody who stays because they want to", SAL, "unpaid", goes=True),
        Shared("own", "my sister is the only one who rings without a reason", LIN, "unpaid"),
    ),
    said=(
        Said("title", "It started with someone turning up", "title"),
        Said(
            "small",
            "None of this was big. It was somebody who turned up, and it is remembered for years.",
            "takeaway",
            "stories",
        ),
        Said(
            "three",
            "The photos were of three networks. First we saw people who celebrate; then we saw who "
            "planned it, who drives, and who sits in on decisions.",
            "takeaway",
            "photos",
        ),
        Said(
            "paid",
            "Paid support comes with a plan and an end date. A friend who is not paid is there "
            "because they care, and can stay for life.",
            "takeaway",
            "unpaid",
        ),
        Said(
            "mean",
            "Waiting for friends to come along did not work for any of us. Somebody has to ask, "
            "and ask again.",
            "takeaway",
            "intention",
        ),
        Said("key", "A network does not happen by itself. Someone has to mean it", "key"),
        Said(
            "last",
            "People need people. Everybody in the room knew it before we started.",
            "thought",
        ),
    ),
    coming=(
        Coming("trust", "trust"),
        Coming("inclusion", "inclusion"),
        Coming("mapping", "mapping the people around us"),
        Coming("second", "My circles today", when="Tuesday 19 March"),
    ),
    questions=(
        Question("who", "Who turned up for you, and what made it matter?"),
        Question("give", "What do people who are not paid to be there give that others cannot?"),
    ),
    people=PEOPLE,
)

EDITED = """
It started with someone turning up

Eleven of us met for the first of seven sessions of Building and keeping our networks.

Stories of people who turned up

We asked: “When did somebody help you, and what did it change?”

Two stories are told here, each with the yes of whoever told it: a neighbour who minded the baby,
and a father who brought petrol in a storm.

The week our son was born I had the flu, and a neighbour from downstairs took the baby every
afternoon. She never asked for anything. She is still the first one I call.
A mother, with her yes

I ran out of petrol in the big storm. My dad drove out with a can, and made a joke of it. I still
tell it.
Joe, with his yes

None of this was big. It was somebody who turned up, and it is remembered for years.

Behind the smiles

We looked at photos of three networks, and asked: “What do you see?”

A birthday with eleven people round one cake. Behind it: two of them had planned it for a month, and
one drives everybody home.

A choir on the steps of a church. Behind it: a friend asked whether there was room for one more.

First we saw people who celebrate; then we saw who planned it, who drives, and who sits in on
decisions.

Why unpaid friends matter

Paid support comes with a plan and an end date. A friend who is not paid is there because they care,
and can stay for life.

One of us said:
Somebody who stays because they want to.

It takes intention

Waiting for friends to come along did not work for any of us. Somebody has to ask, and ask again.

To keep in mind

A network does not happen by itself. Someone has to mean it.

Looking ahead

Next time it is about trust, inclusion and mapping the people around us. We meet again on Tuesday 19
March: My circles today.

One last thought

People need people. Everybody in the room knew it before we started.

To think about until then

Who turned up for you, and what made it matter?

What do people who are not paid to be there give that others cannot?
"""
