"""Invented people, firms and identity numbers. Check digits are right; nobody is meant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from stdnum.cn import ric, uscc

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建志海国春山峰岩松柏成立新东庆学"
FEMALE = "芳娜敏静丽艳娟秀英慧巧美淑惠珠翠雅芝玉萍红玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛"
MIDDLE = "建国文志海春晓玉桂明永德金秀淑凤广兴长福庆立学万世宝成贵振家景延继忠"
REGIONS = {
    "220621": "抚松县",
    "220602": "白山市浑江区",
    "220605": "白山市江源区",
    "220622": "靖宇县",
    "220681": "临江市",
    "220302": "四平市铁西区",
    "220303": "四平市铁东区",
    "220322": "梨树县",
}
STREETS = (
    "解放街",
    "站前路",
    "长白山大街",
    "新华路",
    "参乡路",
    "民主街",
    "滨江路",
    "建设街",
    "松山路",
    "通化路",
)
BRANDS = (
    "长白",
    "松花",
    "鑫源",
    "恒泰",
    "北辰",
    "宏达",
    "林海",
    "瑞丰",
    "天池",
    "永盛",
    "百合",
    "金穗",
    "鹿鸣",
)
TRADES = (
    "商贸有限公司",
    "建筑工程有限公司",
    "物业服务有限公司",
    "参业有限公司",
    "木业有限公司",
    "矿泉饮品有限公司",
    "运输有限公司",
    "农业专业合作社",
    "装饰工程有限公司",
)
BANKS = ("农村商业银行股份有限公司", "村镇银行股份有限公司")
UNASSIGNED_PHONES = "12"
CREDIT_PREFIX = "91"
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def person_name(chance: Random, *, female: bool) -> str:
    """A plausible name of two or three characters."""
    last = chance.choice(FEMALE if female else MALE)
    middle = chance.choice(MIDDLE) if chance.random() < 0.72 else ""
    return chance.choice(SURNAMES) + (middle if middle != last else "") + last


def identity_number(chance: Random, region: str, born_on: date, *, female: bool) -> str:
    """An identity card number with a right check digit; odd sequence numbers are men's."""
    sequence = chance.randrange(100, 500) * 2 + (0 if female else 1)
    body = f"{region}{born_on:%Y%m%d}{sequence:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def credit_code(chance: Random, region: str) -> str:
    """A unified social credit code with a right check character."""
    body = CREDIT_PREFIX + region + "".join(chance.choices(CREDIT_CHARACTERS, k=9))
    return body + str(uscc.calc_check_digit(body + "0"))


def phone(chance: Random) -> str:
    """A number in a range that belongs to nobody."""
    return UNASSIGNED_PHONES + f"{chance.randrange(10**9):09d}"


def birthday(chance: Random, on: date, *, youngest: int, oldest: int) -> date:
    """A day of birth of someone between the two ages on a day."""
    return on - timedelta(days=chance.randrange(youngest * 366, oldest * 365))


def firm_name(chance: Random, region: str) -> str:
    place = REGIONS[region].split("市")[-1].removesuffix("县").removesuffix("区")
    return f"{place}{chance.choice(BRANDS)}{chance.choice(TRADES)}"


def bank_name(chance: Random, region: str) -> str:
    return REGIONS[region].split("市")[-1].removesuffix("县").removesuffix("区") + chance.choice(BANKS)


def address(chance: Random, region: str) -> str:
    return f"吉林省{REGIONS[region]}{chance.choice(STREETS)}{chance.randrange(1, 300)}号"


def uuid_at(chance: Random, at: datetime) -> UUID:
    """A UUID of version 7 for an instant: earlier rows sort earlier, and a seed gives the same ones."""
    stamp = int(at.timestamp() * 1000)
    value = (
        (stamp << 80) | (0x7 << 76) | (chance.getrandbits(12) << 64) | (0b10 << 62) | chance.getrandbits(62)
    )
    return UUID(int=value)
