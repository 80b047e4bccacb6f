"""What may be chosen of an analysis in a study: the options of ``analyze``, by the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from opensim_wink.conditions.vocabulary import KINDS, LONGEST_NOTE, read_condition
from opensim_wink.errors import SettingError, did_you_mean
from opensim_wink.settings import FEWEST_SAMPLES, MOST_SAMPLES
from opensim_wink.study.pattern import check_fields, read_pattern
from opensim_wink.study.slips import behind_comma

TRIAL_ENDINGS = (".c3d", ".trc", ".mot", ".sto")
_Value = TypeVar("_Value")


def told(check: Callable[[_Value], _Value]) -> Callable[[_Value], _Value]:
    """Turn this package's refusal of a value into one that is gathered with the others.

    Parameters
    ----------
    check : callable
        Raises SettingError.

    Returns
    -------
    callable
        Raises ValueError in its place.
    """

    def checked(value: _Value) -> _Value:
        try:
            return check(value)
        except SettingError as error:
            raise ValueError(str(error)) from error

    return checked


def all_of(text: str, *checks: Callable[[str], object]) -> str:
    """Check a text in several ways, and tell all that is wrong with it at once.

    Parameters
    ----------
    text : str
        The text.
    *checks : callable
        Each raises SettingError.

    Returns
    -------
    str
        The same.

    Raises
    ------
    SettingError
        With what every check says.
    """
    faults: list[str] = []
    for check in checks:
        try:
            check(text)
        except SettingError as error:
            faults.append(str(error) if not faults else str(error).removeprefix(f"'{text}'"))
    if faults:
        raise SettingError(" It also ".join(one.strip(" :") for one in faults))
    return text


def _line(text: str) -> str:
    """A line of words, which may hold fields."""
    if not text.strip() or len(text) > LONGEST_NOTE or not text.isprintable():
        raise SettingError(f"write one line of 1 to {LONGEST_NOTE} printable characters.")
    check_fields(text)
    return text.strip()


def _path(text: str) -> str:
    read_pattern(text, wild=False, joined=True)
    return text


def with_ending(text: str) -> str:
    """The path of a recording, by its ending.

    Parameters
    ----------
    text : str
        The path.

    Returns
    -------
    str
        The same.

    Raises
    ------
    SettingError
        If it has another ending.
    """
    if not text.lower().endswith(TRIAL_ENDINGS):
        raise SettingError(f"'{text}' must end in {', '.join(TRIAL_ENDINGS[:-1])} or .sto.")
    return text


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _leg_raise(value: Any) -> Any:
    if isinstance(value, str):
        return all_of(value, _path, with_ending)
    if value is None or (_is_number(value) and 15.0 <= value <= 150.0):
        return value
    raise SettingError("allowed is hip flexion from 15 to 150 degrees, or a trial's path.")


def _neutral(value: Any) -> Any:
    if value in (None, "standing") or (_is_number(value) and -90.0 <= value <= 90.0):
        return value
    raise SettingError("allowed is 'standing', or lumbar flexion from -90 to 90 degrees.")


def _samples(value: int) -> int:
    if value and not FEWEST_SAMPLES <= value <= MOST_SAMPLES:
        raise SettingError(f"allowed is 0, or {FEWEST_SAMPLES} to {MOST_SAMPLES}.")
    return value


def _weights(value: Any) -> Any:
    return [value] if _is_number(value) else value


def _spans(value: list[list[float]]) -> list[list[float]]:
    ends = [bound for span in value for bound in span]
    if not value or any(end <= start for start, end in value) or ends != sorted(ends):
        raise SettingError(
            "write start and end of each repetition in seconds, in order of time and without "
            "overlap, such as [[1.2, 3.9], [4.4, 7.0]]."
        )
    return value


def condition_text(value: Any, info: ValidationInfo) -> Any:
    """A condition of the vocabulary, of the study's words, or one that the study calls its own.

    Parameters
    ----------
    value : object
        As it was read. ``heels_raised: 25`` may be a map, for unquoted YAML makes it one.
    info : ValidationInfo
        Its context holds the study's ``words`` and ``own`` conditions.

    Returns
    -------
    str or None
        One line, as `read_condition` reads it.

    Raises
    ------
    ValueError
        If nobody knows it.
    """
    if value is None:
        return None
    if isinstance(value, dict) and len(value) == 1:
        ((name, amount),) = value.items()
        if isinstance(amount, str) or _is_number(amount):
            value = f"{name}: {amount}"
    if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST_NOTE:
        keys = value if isinstance(value, dict) else {}
        comma = next((told for key in keys if (told := behind_comma(key, keys[key]))), "")
        raise ValueError(f"write a condition, such as baseline or 'heels_raised: 25'.{comma}")
    context = info.context or {}
    if value in context.get("words", ()) and info.field_name == "condition":
        return value
    try:
        found = read_condition(value)
    except SettingError as error:
        raise ValueError(str(error)) from error
    own = context.get("own", frozenset())
    if not found.known and found.name not in own:
        raise ValueError(unknown_condition(found.name, context.get("words", ()), own))
    return found.text


def unknown_condition(name: str, words: Any, own: Any) -> str:
    """What to say of a condition that a study does not know.

    Parameters
    ----------
    name : str
        The condition.
    words, own : iterable of str
        The words that the study gives a meaning to, and the conditions that it calls its own.

    Returns
    -------
    str
        One sentence or two.
    """
    close = did_you_mean(name.partition(":")[0].strip(), [*KINDS, *words, *own])
    return (
        f"'{name[:60]}' is no condition of the vocabulary (docs/conditions.md).{close} A name of "
        "your own belongs in own_conditions."
    )


class Strict(BaseModel):
    """No unknown keys, no conversions, no infinite numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


_Millimetres = Annotated[float, Field(ge=0, le=200)]


class Noise(Strict):
    """Sizes of marker errors, as ``--noise`` names them; ``none`` for no error at all."""

    sd: _Millimetres | None = None
    filled_sd: _Millimetres | None = None
    correlation_s: Annotated[float, Field(gt=0, le=10)] | None = None
    pelvis: _Millimetres | None = None
    thigh: _Millimetres | None = None
    trunk: _Millimetres | None = None
    shank: _Millimetres | None = None
    foot: _Millimetres | None = None
    arm: _Millimetres | None = None
    head: _Millimetres | None = None
    none: bool = False

    @model_validator(mode="before")
    @classmethod
    def _in_a_word(cls, value: Any) -> Any:
        if value == "none":
            return {"none": True}
        if isinstance(value, str):
            raise ValueError("write none, or a map such as {pelvis: 6, sd: 2} (mm).")
        if isinstance(value, dict) and "none" in value and len(value) > 1:
            raise ValueError("none stands alone: it leaves no size to state.")
        return value


Path_ = Annotated[str, AfterValidator(told(_path))]
Line = Annotated[str, AfterValidator(told(_line))]
_Seconds = Annotated[float, Field(ge=0, le=1e5)]
_Span = Annotated[list[_Seconds], Field(min_length=2, max_length=2)]
_Weight = Annotated[float, Field(ge=0, le=200)]
_Weights = Annotated[list[_Weight], Field(min_length=1, max_length=2)]


class Options(Strict):
    """Options of ``analyze``; what is not stated is taken from the level above.

    A null takes an option back to its default.
    """

    subject: Line | None = None
    labels: Path_ | None = None
    model: Path_ | None = None
    static: Path_ | None = None
    scaled: bool | None = None
    mass: Annotated[float, Field(ge=20, le=300)] | None = None
    height: Annotated[float, Field(ge=1.0, le=2.5)] | None = None
    barbell: Annotated[float, Field(ge=0, le=500)] | None = None
    condition: Annotated[str | None, BeforeValidator(condition_text)] = None
    person: Line | None = None
    ik_tasks: Path_ | None = None
    solver: Literal["arrays", "opensim"] | None = None
    neutral: Annotated[Any, BeforeValidator(told(_neutral))] = None
    reps: Annotated[list[_Span], AfterValidator(told(_spans))] | None = None
    cutoff: Annotated[float, Field(ge=3, le=50)] | None = None
    threshold: Annotated[float, Field(ge=0.5, le=45)] | None = None
    slr: Annotated[Any, BeforeValidator(told(_leg_raise))] = None
    second_model: Path_ | None = None
    hip_shape: Path_ | None = None
    loads: Literal["none", "moments", "muscles"] | None = None
    grf: Path_ | None = None
    external_loads: Path_ | None = None
    no_ground_estimate: bool | None = None
    bar_at: Literal["back", "front", "hands"] | None = None
    hand_weights: Annotated[_Weights | None, BeforeValidator(_weights)] = None
    passive_fibres: bool | None = None
    abdominal_pressure: Annotated[float, Field(ge=0, le=50)] | None = None
    ligament_share: Annotated[float, Field(ge=0, le=1)] | None = None
    noise: Noise | None = None
    samples: Annotated[int, AfterValidator(told(_samples))] | None = None
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None

    def stated(self) -> dict[str, Any]:
        """The options that are written here, nulls among them.

        Returns
        -------
        dict of str to object
            Option → value.
        """
        return {
            name: getattr(self, name)
            for name in Options.model_fields
            if name in self.model_fields_set
        }
