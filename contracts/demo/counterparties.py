"""The other parties of the demo contracts: made up, with credit codes whose check characters hold."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.forms.credit_codes import BODY_WEIGHTS, check_character

BANKS = ("中国工商银行", "中国建设银行", "招商银行", "中国银行", "交通银行", "中国农业银行")


@dataclass(frozen=True)
class Counterparty:
    """One other party, as a draft names it."""

    name: str
    region: str                            # the six digits of its place in the credit code
    body: str                              # characters 9 to 16 of the code
    address: str
    representative: str
    contact: str
    area: str                              # of its telephone
    number: int

    def values(self) -> dict[str, str]:
        """The fields of the draft's form that are about the other party."""
        bank = BANKS[self.number % len(BANKS)]
        return {
            "counterparty": self.name, "counterparty_code": credit_code(self.region, self.body), "counterparty_address": self.address,
            "counterparty_representative": self.representative, "counterparty_contact": self.contact,
            "counterparty_phone": f"{self.area}-8800 {1200 + 37 * self.number}", "counterparty_email": f"office{self.number}@party.example",
            "counterparty_bank": f"{bank}{self.address[:2]}分行营业部",
            "counterparty_account": f"{6200 + self.number}0119{20260000 + 7919 * self.number}",
        }


def credit_code(region: str, body: str) -> str:
    """The 18 characters: an enterprise (91) of this region, with both check characters.

    >>> credit_code("110108", "MA01K2H7")[:16]
    '91110108MA01K2H7'
    """
    values = [int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10 for sign in body]
    rest = 11 - sum(value * weight for value, weight in zip(values, BODY_WEIGHTS, strict=True)) % 11
    first = f"91{region}{body}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return first + check_character(first)


COUNTERPARTIES = tuple(Counterparty(*row, number) for number, row in enumerate((
    ("北京恒立达电梯工程有限公司", "110108", "MA01K2H7", "北京市海淀区学清路 9 号", "马恒立", "田雨", "010"),
    ("上海澄宇检测技术有限公司", "310115", "MA1H8T3C", "上海市浦东新区张江路 665 号", "沈澄", "陆一鸣", "021"),
    ("成都蜀安消防设施维护有限公司", "510104", "MA6C4XU2", "成都市锦江区东大街 88 号", "罗远志", "唐敏", "028"),
    ("广州云帆信息技术有限公司", "440106", "MA5AQ8L4", "广州市天河区科韵路 16 号", "梁云帆", "黄嘉敏", "020"),
    ("武汉江城测绘院有限公司", "420106", "MA4KW9E6", "武汉市武昌区中北路 109 号", "邓江", "夏冰", "027"),
    ("南京方圆工程监理有限公司", "320106", "MA1N7P2B", "南京市鼓楼区汉中路 180 号", "方圆", "顾晓", "025"),
    ("西安秦岭环境咨询有限公司", "610113", "MA6T3R8Y", "西安市雁塔区科技路 33 号", "秦岭", "杜鹃", "029"),
    ("杭州知行培训服务有限公司", "330106", "MA2B5J9N", "杭州市西湖区文三路 478 号", "傅知行", "金莉", "0571"),
    ("深圳前瞻数据服务有限公司", "440305", "MA5F6D1G", "深圳市南山区科苑路 15 号", "丁前", "莫凡", "0755"),
    ("天津海河物业管理有限公司", "120101", "MA06E7Q3", "天津市和平区南京路 219 号", "海明", "于洋", "022"),
    ("重庆山城安保服务有限公司", "500103", "MA5U2M4K", "重庆市渝中区民权路 28 号", "石山", "江燕", "023"),
    ("青岛蓝湾设计咨询有限公司", "370202", "MA3C8W5H", "青岛市市南区香港中路 40 号", "蓝海", "曲波", "0532"),
    ("长沙岳麓造价咨询有限公司", "430104", "MA4L1B6R", "长沙市岳麓区麓山南路 1 号", "易岳", "彭程", "0731"),
    ("苏州工业园区恒温设备服务有限公司", "320571", "MA1P9C7T", "苏州工业园区星湖街 328 号", "温恒", "钱岚", "0512"),
    ("沈阳北方起重检验有限公司", "210102", "MA0Y4N2X", "沈阳市和平区青年大街 286 号", "关北", "佟丽", "024"),
    ("昆明春城园林绿化有限公司", "530102", "MA6K7F3D", "昆明市五华区东风西路 100 号", "春生", "段岚", "0871"),
    ("四川蜀汉建筑工程有限公司", "510107", "MA6D2K8W", "成都市武侯区武科西二路 6 号", "罗建蜀", "邱实", "028"),
    ("成都锦程钢铁贸易有限公司", "510108", "MA6B9T4E", "成都市成华区东三环路 38 号", "程锦", "万里", "028"),
    ("佛山格致暖通设备有限公司", "440604", "MA5C3H7N", "佛山市禅城区季华五路 10 号", "冼格", "区惠", "0757"),
    ("宜兴恒泰电缆有限公司", "320282", "MA1M6R2P", "宜兴市官林镇新官西路 18 号", "恒泰", "蒋琴", "0510"),
    ("四川天府机电安装有限公司", "510114", "MA6A5Q9X", "成都市新都区蓉都大道 77 号", "付天", "严冬", "028"),
    ("成都东站枢纽开发有限公司", "510106", "MA6F1Y3J", "成都市成华区万科路 2 号", "东方朔", "苗青", "028"),
    ("成都青羊文化旅游投资有限公司", "510105", "MA6E8U6L", "成都市青羊区文庙西街 9 号", "文青", "舒畅", "028"),
)))
