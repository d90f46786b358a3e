"""The common base of `Article`, `Name`, `Date`, `Cite`: an immutable record that stores what is set.

A work has about a hundred possible fields and a dozen of them set. So the values live in the
instance's own dictionary, and what is not there is found as the class's default: creating is fast,
an unset field costs nothing, and reading one is an ordinary attribute. `bench/model.py` compares
this with the alternatives; `docs/explanation/model.md` gives the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Immutable, hashable, picklable; equal when of one class and with the same fields set.

    A field at its default ("", (), None, False) counts as not set.
    """

    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Names of all fields, in the order they are declared."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = [
            name
            # The texts of the annotations are enough; evaluating them would import their types.
            for name, annotation in cls.__dict__.get("__annotations__", {}).items()  # noqa: RUF063
            if not str(annotation).startswith("ClassVar")
        ]
        cls.FIELDS = (*cls.FIELDS, *own)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable; use .replace({name}=…)")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable; use .replace({name}=None)")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self).__name__, frozenset(self.__dict__.items())))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.items())
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (type(self), dict(self.__dict__)))

    def items(self) -> Iterator[tuple[str, Any]]:
        """The fields that are set, as (name, value), in the order they are declared."""
        own = self.__dict__
        return iter([(name, own[name]) for name in self.FIELDS if name in own])

    def replace(self, **changes: Any) -> Self:
        """A copy with these fields changed; None or "" unsets a field."""
        return type(self)(**{**self.__dict__, **changes})


def _restore(kind: type[Record], fields: dict[str, object]) -> Record:
    """Unpickle: the fields were checked when the record was made."""
    record = kind.__new__(kind)
    record.__dict__.update(fields)
    return record


class FrozenDict(Mapping[str, Any]):
    """An immutable, hashable mapping; lists and dictionaries within it are frozen too.

    Holds what a format knows and CSL does not (`Article.custom`). That is often most of a record and
    hardly ever looked at, so what `owning` took over is frozen piece by piece, as it is asked for.
    """

    __slots__ = ("_data",)
    _data: dict[str, Any]

    def __init__(self, data: Mapping[str, Any] | None = None, /) -> None:
        _set_data(self, _frozen(data) if data else {})

    @classmethod
    def owning(cls, data: dict[str, Any], /) -> FrozenDict:
        """A mapping that takes a dictionary over instead of copying it.

        Nobody else may change the dictionary from then on, nor anything in it. It must be such as
        `json` gives: keys are texts.
        """
        made = cls.__new__(cls)
        _set_data(made, data)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("FrozenDict is immutable")

    def __getitem__(self, key: str) -> Any:
        value = self._data[key]
        if type(value) is dict or type(value) is list:
            value = self._data[key] = _owned(value)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default. `Mapping`'s own way is an exception for what is not there."""
        return self[key] if key in self._data else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._data,))


_set_data: Callable[[FrozenDict, dict[str, Any]], None] = vars(FrozenDict)["_data"].__set__


def _frozen(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key if type(key) is str else str(key): value if type(value) is str else freeze(value)
        for key, value in data.items()
    }


def _owned(value: Any) -> Any:
    """A value within a dictionary that was taken over, as what asks for it may have it."""
    if type(value) is dict:
        return FrozenDict.owning(value)
    return tuple(map(_owned, value)) if type(value) is list else value


def freeze(value: Any) -> Any:
    """The value with every list as a tuple and every mapping as a `FrozenDict`, all the way down."""
    kind = type(value)
    if kind is str:
        return value
    if kind is list or kind is tuple:
        return tuple([each if type(each) is str else freeze(each) for each in value])
    if kind is dict:
        made = FrozenDict.__new__(FrozenDict)
        _set_data(made, _frozen(value))
        return made
    if kind is int or kind is bool or value is None:
        return value
    # What is left is rare, and asking whether it is a Mapping takes long.
    if isinstance(value, Mapping):
        return value if isinstance(value, FrozenDict) else FrozenDict(value)
    if isinstance(value, list | tuple):
        return tuple(map(freeze, value))
    return value


def members(mapping: FrozenDict) -> Mapping[str, Any]:
    """The dictionary within, to be read at once: lists and dictionaries in it may not be frozen.

    As the `default` of `json.dumps` it saves the copy that `thaw` makes.
    """
    own: dict[str, Any] = mapping._data  # noqa: SLF001 -- the class itself, a few lines above
    return own


def frozen_texts(name: str, texts: Mapping[str, list[str]]) -> FrozenDict:
    """`FrozenDict({name: texts})`, of lists that hold nothing but texts.

    That is what a reader of tagged lines keeps of nearly every record, and knowing it saves half
    the time.
    """
    inner, outer = FrozenDict.__new__(FrozenDict), FrozenDict.__new__(FrozenDict)
    _set_data(inner, {tag: tuple(values) for tag, values in texts.items()})
    _set_data(outer, {name: inner})
    return outer


def thaw(value: Any) -> Any:
    """The opposite of `freeze`: plain lists and dictionaries, as `json` writes them."""
    kind = type(value)
    if kind is str:
        return value
    if kind is FrozenDict or kind is dict:
        own = members(value) if kind is FrozenDict else value
        return {key: each if type(each) is str else thaw(each) for key, each in own.items()}
    if kind is tuple or kind is list:
        return [each if type(each) is str else thaw(each) for each in value]
    if kind is int or kind is bool or value is None:
        return value
    # What is left is rare, and asking whether it is a Mapping takes long.
    if isinstance(value, Mapping):
        return {key: thaw(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return list(map(thaw, value))
    return value
